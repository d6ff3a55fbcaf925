package dev.dpm.api;

/** Port: makes the page that a browser gets in place of the requested page. */
@FunctionalInterface
public interface ProblemPage {

    /**
     * A complete HTML page; for status 401 with the login form.
     *
     * @param address the address of the requested page, to return to; empty: the page cannot be requested again
     */
    String html(Problem problem, String address);
}
