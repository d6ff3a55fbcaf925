package dev.dpm.operator.page;

import dev.dpm.api.Problem;

/** Thrown to end the handling of a request with an error response. */
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
