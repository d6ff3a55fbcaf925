package dev.dpm.policy;

import java.time.Duration;

import dev.dpm.process.CgroupUse;

/**
 * Decides when an event reports forks that the kernel refused because of {@code pids_max}. The first refusal is
 * reported at once, later ones together at most once in {@link #PAUSE}: a target at its limit may try to fork a
 * thousand times a second.
 *
 * @param told the number of refused forks that events have reported so far
 * @param at when the last report was made, on the runner's monotonic clock; negative: there was none
 */
public record RefusedForks(long told, Duration at) {

    /** The shortest time between two reports of refused forks. */
    public static final Duration PAUSE = Duration.ofMinutes(10);
    /** The value before the first report. */
    public static final RefusedForks NONE = new RefusedForks(0, Duration.ofNanos(-1));

    /** The number of refused forks to report now; 0: no report is due. */
    public long due(CgroupUse use, Duration now) {
        boolean isPaused = !at.isNegative() && now.minus(at).compareTo(PAUSE) < 0;
        return isPaused ? 0 : Math.max(0, use.refusedForks() - told);
    }

    /** The number of refused forks that no event has reported yet when all processes of the launch have ended. */
    public long rest(CgroupUse last) {
        return Math.max(0, last.refusedForks() - told);
    }

    /** A copy in which all refused forks so far count as reported. */
    public RefusedForks told(CgroupUse use, Duration now) {
        return new RefusedForks(use.refusedForks(), now);
    }
}
