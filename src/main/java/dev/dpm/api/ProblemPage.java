package dev.dpm.api;

/** Port: the page that a browser gets in place of the one it asked for. */
@FunctionalInterface
public interface ProblemPage {

    /**
     * A complete HTML page; for status 401 with the login form.
     *
     * @param address of the page that was asked for, to return to; empty: none that can be asked for again
     */
    String html(Problem problem, String address);
}
