package dev.dpm.operator.page;

import dev.dpm.api.Problem;

/** Thrown for a request whose answer is a problem. */
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
