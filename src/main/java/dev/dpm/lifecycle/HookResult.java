package dev.dpm.lifecycle;

/**
 * How a hook ended.
 *
 * @param outcome whether the hook passed
 * @param reason a phrase that completes a sentence beginning with the hook's name: {@code ended with exit code 1}
 */
public record HookResult(Outcome outcome, String reason) {

    /** Whether the hook succeeded. */
    public enum Outcome {
        PASSED, FAILED,
        /**
         * The runner could not run the hook because the runner itself lacked memory, threads or descriptors, so the
         * hook neither succeeded nor failed.
         */
        UNKNOWN
    }

    public static HookResult passed(String reason) {
        return new HookResult(Outcome.PASSED, reason);
    }

    public static HookResult failed(String reason) {
        return new HookResult(Outcome.FAILED, reason);
    }

    public static HookResult unknown(String reason) {
        return new HookResult(Outcome.UNKNOWN, reason);
    }

    public boolean isPassed() {
        return outcome == Outcome.PASSED;
    }
}
