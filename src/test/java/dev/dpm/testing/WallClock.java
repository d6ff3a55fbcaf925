package dev.dpm.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock on the wall that stands still until it is told to go on; it may be set back. May be used from any thread. */
public final class WallClock extends Clock {

    private final AtomicReference<Instant> now;

    public WallClock(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    public static WallClock at(String instant) {
        return new WallClock(Instant.parse(instant));
    }

    /** Goes on by this time, or back where it is negative. */
    public void advance(Duration by) {
        now.updateAndGet(before -> before.plus(by));
    }

    public void set(Instant to) {
        now.set(to);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
