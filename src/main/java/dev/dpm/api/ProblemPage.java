package dev.dpm.api;

/** Port: the HTML page for a problem. The package {@code console} implements it. */
@FunctionalInterface
public interface ProblemPage {

    /**
     * Makes the page; for status 401 with the login form.
     *
     * @param address the requested page, for the way back; empty: it cannot be requested again
     */
    String html(Problem problem, String address);
}
