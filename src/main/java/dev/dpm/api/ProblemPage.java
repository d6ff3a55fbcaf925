package dev.dpm.api;

/** The HTML page about a problem. The package {@code console} implements it. */
@FunctionalInterface
public interface ProblemPage {

    /**
     * Creates the page about a problem. For status 401, it contains the login form.
     * @param address the URL of the requested page, to which the browser returns after a login; empty: it cannot be requested
     * again
     */
    String html(Problem problem, String address);
}
