package dev.dpm.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A wall clock that moves only when a test advances it. It may also be set back. May be used from any thread. */
public final class WallClock extends Clock {

    private final AtomicReference<Instant> now;

    public WallClock(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    public static WallClock at(String instant) {
        return new WallClock(Instant.parse(instant));
    }

    /** Advances the clock by this time. A negative time sets it back. */
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
