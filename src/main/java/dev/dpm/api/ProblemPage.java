package dev.dpm.api;

/** What a browser is shown instead of the page it asked for. */
@FunctionalInterface
public interface ProblemPage {

    /**
     * A whole HTML page; where the status is 401 with the form that lets a person in.
     *
     * @param address of the page that was asked for, to come back to; empty: nothing that can be asked for again
     */
    String html(Problem problem, String address);
}
