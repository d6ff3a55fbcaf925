package dev.dpm.operator.fleet;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.incident.Cause;

/**
 * A trouble of a target, present or past.
 *
 * @param detail a detail that distinguishes findings of one cause: {@code exit 1}, {@code signal KILL}, {@code http};
 *     empty if there is none
 * @param since since when the trouble lasts, by the pod's own clock; empty if unknown
 * @param sentence the runner's own words, with figures
 */
public record Finding(Cause cause, String detail, Optional<Instant> since, String sentence) {

    /** The finding in words that fit many pods: {@code memory grew until the limit}. */
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

    /** Whether two findings have the same cause. */
    public boolean isLike(Finding other) {
        return cause == other.cause && detail.equals(other.detail);
    }
}
