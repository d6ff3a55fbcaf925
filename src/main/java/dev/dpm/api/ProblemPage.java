package dev.dpm.api;

/**
 * Makes the HTML page that a browser gets for a problem instead of the requested page. The package {@code console}
 * implements this interface.
 */
@FunctionalInterface
public interface ProblemPage {

    /**
     * Makes a complete HTML page; for status 401, the page contains the login form.
     *
     * @param address the address of the requested page, to which the user may return; empty if the page cannot be
     *     requested again
     */
    String html(Problem problem, String address);
}
