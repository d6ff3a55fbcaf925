package dev.dpm.history;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import dev.dpm.process.WallTime;

/**
 * Converts moments of the monotonic clock to wall-clock times. The difference between the clocks changes only if somebody sets
 * the wall clock, or the machine sleeps (clock_gettime(2)). Thread-safe.
 */
public final class WallTimes {

    private static final Duration TOLERANCE = Duration.ofMillis(10);

    private final Supplier<Duration> monotonic;
    private final Supplier<Instant> wall;
    /** The wall-clock time at which the monotonic clock showed 0. */
    private Instant zero;

    /**
     * Makes a converter.
     * @param monotonic the runner's monotonic clock
     * @param wall the wall clock
     */
    public WallTimes(Supplier<Duration> monotonic, Supplier<Instant> wall) {
        this.monotonic = monotonic;
        this.wall = wall;
        this.zero = wall.get().minus(monotonic.get());
    }

    /** The wall-clock time of a moment of the monotonic clock, as the wall clock is set now. */
    public synchronized WallTime of(Duration moment) {
        Duration before = monotonic.get();
        Instant now = wall.get();
        Instant latest = now.minus(before);
        Instant earliest = now.minus(monotonic.get());
        if (zero.isBefore(earliest.minus(TOLERANCE)) || zero.isAfter(latest.plus(TOLERANCE))) {
            zero = latest;
        }
        return WallTime.of(zero.plus(moment));
    }
}
