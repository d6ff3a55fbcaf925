package dev.dpm.policy;

import java.time.Duration;

import dev.dpm.process.CgroupUse;

/**
 * Decides when an event reports forks of a target's processes that the kernel refused because of the limit
 * {@code pids_max}. The first refusal in a run of the target is reported at once. Later refusals are reported together,
 * at most once in {@link #PAUSE}, since a target at its limit may try to fork a thousand times a second. When the run
 * ends, all refusals that are not reported yet are reported.
 *
 * @param told the number of refused forks that this runner's last event reported
 * @param at when that event was recorded, on the runner's monotonic clock; negative: there was no event
 */
public record RefusedForks(long told, Duration at) {

    /** The shortest time between two events about refused forks in one run of a target. */
    public static final Duration PAUSE = Duration.ofMinutes(10);
    /** The value for a run of a target of which no event has reported a refused fork. */
    public static final RefusedForks NONE = new RefusedForks(0, Duration.ofNanos(-1));

    /** The number of refused forks that an event must report now; 0: no event is due. */
    public long due(CgroupUse use, Duration now) {
        boolean isPaused = !at.isNegative() && now.minus(at).compareTo(PAUSE) < 0;
        return isPaused ? 0 : Math.max(0, use.refusedForks() - told);
    }

    /** The number of refused forks that no event has reported, when the target's run has ended. */
    public long rest(CgroupUse last) {
        return Math.max(0, last.refusedForks() - told);
    }

    /** A copy that says that events have reported all refused forks of the target's run so far. */
    public RefusedForks told(CgroupUse use, Duration now) {
        return new RefusedForks(use.refusedForks(), now);
    }
}
