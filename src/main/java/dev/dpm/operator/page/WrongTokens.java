package dev.dpm.operator.page;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts the wrong bearer tokens from each client's address, since the operator sends the API server a request for each
 * token. After {@value #MOST} wrong tokens within half a second, tokens from this address are refused for the rest of
 * the half second.
 */
final class WrongTokens {

    static final int MOST = 20;
    static final Duration WITHIN = Duration.ofMillis(500);
    /** The largest number of addresses in memory. Beyond it, the address whose last request is the oldest is removed. */
    static final int MOST_ADDRESSES = 1_000;

    private final LongSupplier nanoTime;
    private final Map<String, Deque<Long>> failures = new LinkedHashMap<>(16, 0.75f, true);

    WrongTokens(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Whether a client's address sent too many wrong tokens, so that every token from it is refused without a
     * request to the API server.
     */
    synchronized boolean areTooMany(String address) {
        Deque<Long> times = failures.getOrDefault(address, new ArrayDeque<>());
        return times.size() >= MOST && nanoTime.getAsLong() - times.getFirst() < WITHIN.toNanos();
    }

    synchronized void failed(String address) {
        Deque<Long> times = failures.computeIfAbsent(address, unknown -> new ArrayDeque<>());
        times.addLast(nanoTime.getAsLong());
        if (times.size() > MOST) {
            times.removeFirst();
        }
        if (failures.size() > MOST_ADDRESSES) {
            failures.remove(failures.keySet().iterator().next());
        }
    }
}
