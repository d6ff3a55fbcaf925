package dev.dpm.api;

/** What a browser is shown instead of the page it asked for. */
@FunctionalInterface
public interface ProblemPage {

    /** A whole HTML page; where the status is 401 with the form that lets a person in. */
    String html(Problem problem);
}
