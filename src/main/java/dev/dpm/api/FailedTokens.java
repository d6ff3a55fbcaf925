package dev.dpm.api;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Remembers who showed a wrong token, so that the log says it once per address and minute. */
final class FailedTokens {

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();
    /** More addresses than that at once are an attack; then each of them is told again sooner. */
    private static final int MOST = 1000;

    private final Map<String, Long> toldAt = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    FailedTokens(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether this failure is worth a line. */
    boolean isNews(String address) {
        long now = nanoTime.getAsLong();
        toldAt.values().removeIf(told -> now - told >= PAUSE);
        if (toldAt.size() >= MOST) {
            toldAt.clear();
        }
        return toldAt.putIfAbsent(address, now) == null;
    }
}
