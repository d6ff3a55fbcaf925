package dev.dpm.history;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import dev.dpm.process.WallTime;

/**
 * Converts moments of the runner's monotonic clock to wall-clock times. Two moments keep their order and their distance
 * as wall-clock times, unless the wall clock was set between the two conversions. May be used on any thread.
 *
 * <p>
 * The kernel changes the speed of both clocks alike (CLOCK_REALTIME and CLOCK_MONOTONIC, clock_gettime(2)), so their
 * difference only changes when somebody sets the wall clock, or while the machine is suspended. The difference is
 * therefore measured once, and again only after it has changed by more than a few milliseconds: each measurement is
 * inexact if the thread has to wait between the readings of the two clocks.
 */
public final class WallTimes {

    private static final Duration TOLERANCE = Duration.ofMillis(10);

    private final Supplier<Duration> monotonic;
    private final Supplier<Instant> wall;
    /** The wall-clock time at which the monotonic clock showed 0. */
    private Instant zero;

    /**
     * Makes a converter.
     *
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
