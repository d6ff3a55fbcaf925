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
        /** Whether the hook succeeded is unknown: it could not be run because the runner lacked resources. */
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
