package dev.dpm.operator.page;

import dev.dpm.api.Problem;

/** A request that gets a problem for an answer. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refused(int status, String detail) {
        super(detail, null, false, false);
        this.problem = Problem.of(status, detail);
    }

    Problem problem() {
        return problem;
    }
}
