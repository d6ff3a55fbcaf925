package dev.dpm.lifecycle;

/**
 * How a hook of a target ended.
 *
 * @param reason a phrase that follows the hook's name: {@code ended with exit code 1}
 */
public record HookResult(Outcome outcome, String reason) {

    public enum Outcome {
        PASSED, FAILED,
        /** The runner could not run the hook for lack of memory, threads or file descriptors. */
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
