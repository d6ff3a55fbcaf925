package dev.dpm.operator.fleet;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.incident.Cause;

/**
 * Why a target needs a person's attention.
 *
 * @param detail more about the cause: {@code exit 1}, {@code signal KILL}, or the kind of a check such as {@code http};
 *     may be empty
 * @param since when the trouble began, by the clock of the pod's node; empty if unknown
 * @param sentence the sentence of the dpm-runner about the trouble, with numbers
 */
public record Finding(Cause cause, String detail, Optional<Instant> since, String sentence) {

    /** The cause in words, without numbers and names: {@code memory grew until the limit}. */
    public String common() {
        String what = switch (cause) {
            case CPU -> "CPU went over its threshold";
            case MEMORY -> "memory went over its threshold";
            case FORECAST -> "memory grew until the limit";
            case CHECK -> "the" + (detail.isEmpty() ? "" : " " + detail) + " check failed";
            case EXIT -> "the process ended by itself, without a failure";
            case CRASH -> "the process failed";
            case SIGNAL -> "a signal from outside ended the process";
            case OOM_KILL -> "the kernel killed the process at the memory limit";
            case LAUNCH -> "the process could not be launched";
            case GAVE_UP -> "dpm-runner gave up";
            case FOUND_DEAD -> "the process was found dead";
        };
        return detail.isEmpty() || cause == Cause.CHECK ? what : what + " (" + detail + ")";
    }

    /** Whether another finding has the same cause and the same detail. */
    public boolean isLike(Finding other) {
        return cause == other.cause && detail.equals(other.detail);
    }
}
