package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.process.ExitStatus;
import dev.dpm.process.Signal;

/**
 * The OOM kills since a target's launch. The newest count is stored, since the kernel may remove a cgroup's counter
 * together with the cgroup.
 *
 * @param kills the newest count of OOM kills; empty: unknown
 * @param roseAt when the runner last noticed a higher count, on its monotonic clock; empty: never
 */
public record OomWatch(Optional<Long> kills, Optional<Duration> roseAt) {

    public static final OomWatch FRESH = new OomWatch(Optional.empty(), Optional.empty());

    /** The value for a target in a cgroup of its own, whose counter of OOM kills begins with 0. */
    public static final OomWatch FROM_ZERO = new OomWatch(Optional.of(0L), Optional.empty());

    /** The phrase which says that the OOM killer killed a process shortly before the end of the target's main process. */
    public static final String SEEN = "OOM kill seen";

    /** The share of the memory limit above which the target's memory counts as exhausted. */
    private static final double NEARLY_ALL = 0.95;
    /**
     * The longest time from an OOM kill until the killed process has ended. On an overloaded machine, this takes
     * seconds.
     */
    private static final Duration DYING = Duration.ofSeconds(15);
    private static final int HUNDRED = 100;

    /**
     * A copy after one more reading of the OOM kill counter.
     *
     * @param seen the counter; empty: it could not be read
     */
    public OomWatch after(Duration at, Optional<Long> seen) {
        if (seen.isEmpty()) {
            return this;
        }
        boolean rose = kills.filter(before -> seen.get() > before).isPresent();
        return new OomWatch(seen, rose ? Optional.of(at) : roseAt);
    }

    /** The number of OOM kills since the stored count; 0 where one of the two counts is unknown. */
    public long risen(Optional<Long> seen) {
        return kills.isPresent() && seen.isPresent() ? Math.max(0, seen.get() - kills.get()) : 0;
    }

    /**
     * A phrase with the evidence that a lack of memory ended the target's main process; empty: there is no evidence.
     *
     * @param fresh the greatest age at which evidence counts
     * @param last the memory of the target at its last sample, as a share of the limit
     */
    public Optional<String> verdict(ExitStatus status, Duration now, Duration fresh, Optional<Level> last) {
        if (status instanceof ExitStatus.Code code && code.value() == 0) {
            return Optional.empty();
        }
        if (roseAt.filter(at -> now.minus(at).compareTo(fresh.plus(DYING)) <= 0).isPresent()) {
            return Optional.of(SEEN);
        }
        boolean mayBeKilled = status instanceof ExitStatus.Unknown
                || status instanceof ExitStatus.Signaled by && by.signal().equals(Signal.KILL);
        return last.filter(level -> mayBeKilled && level.part() >= NEARLY_ALL
                && now.minus(level.at()).compareTo(fresh) <= 0)
                .map(level -> "probably out of memory: last sample at " + Math.round(HUNDRED * level.part())
                        + " % of the limit");
    }

    /**
     * The memory of a target at one moment of the runner's monotonic clock.
     *
     * @param part the memory as a share of the memory limit; 1: memory equals the limit
     */
    public record Level(Duration at, double part) {
    }
}
