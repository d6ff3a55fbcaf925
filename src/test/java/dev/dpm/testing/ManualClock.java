package dev.dpm.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A monotonic clock that moves only when a test advances it. */
public final class ManualClock implements Supplier<Duration> {

    private final AtomicReference<Duration> now = new AtomicReference<>(Duration.ofHours(1));

    @Override
    public Duration get() {
        return now.get();
    }

    public void advance(Duration by) {
        now.updateAndGet(before -> before.plus(by));
    }
}
