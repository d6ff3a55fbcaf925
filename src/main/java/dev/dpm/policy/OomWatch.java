package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.process.ExitStatus;
import dev.dpm.process.Signal;

/**
 * What the counter of OOM kills said in one incarnation. After a kill of the whole group there is nothing left to read,
 * so what was seen is kept.
 *
 * @param kills the newest count
 * @param roseAt when it was last seen to have risen
 */
public record OomWatch(Optional<Long> kills, Optional<Duration> roseAt) {

    /** Nothing seen. */
    public static final OomWatch FRESH = new OomWatch(Optional.empty(), Optional.empty());

    /** The verdict where the counter rose. */
    public static final String SEEN = "OOM kill seen";

    /** Of a limit: nearer than that, memory was out. */
    private static final double NEARLY_ALL = 0.95;
    /** What the kernel has killed can take that long to be gone, on a machine that is short of everything. */
    private static final Duration DYING = Duration.ofSeconds(15);
    private static final int HUNDRED = 100;

    /** After one more look; an empty one says nothing. */
    public OomWatch after(Duration at, Optional<Long> seen) {
        if (seen.isEmpty()) {
            return this;
        }
        boolean rose = kills.filter(before -> seen.get() > before).isPresent();
        return new OomWatch(seen, rose ? Optional.of(at) : roseAt);
    }

    /** By how much a newer count is higher; 0 where there is nothing to compare. */
    public long risen(Optional<Long> seen) {
        return kills.isPresent() && seen.isPresent() ? Math.max(0, seen.get() - kills.get()) : 0;
    }

    /**
     * What is known about memory as the cause of an end.
     *
     * @param fresh how old evidence may be
     * @param last the memory of the last sample as a part of the limit, and when that was
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

    /** @param part of the limit, 1 is all of it */
    public record Level(Duration at, double part) {
    }
}
