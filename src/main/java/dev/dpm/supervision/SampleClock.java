package dev.dpm.supervision;

import java.time.Duration;

/** Puts the samples of all targets with one interval on the same ticks, so that the machine wakes once for all. */
final class SampleClock {

    /** The next tick of that interval, at least half an interval away. */
    Duration after(Duration now, Duration interval) {
        long length = interval.toNanos();
        long half = now.toNanos() + length / 2;
        long ticks = Math.floorDiv(half, length) + 1;
        return Duration.ofNanos(ticks * length);
    }
}
