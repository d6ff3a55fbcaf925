package dev.dpm.operator.page;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong tokens at the login by the address that sent them, since each costs the API server a question. After
 * {@value #MOST} wrong tokens of one address within half a second, further logins from that address have to wait; those
 * from other addresses do not, so that nobody can shut others out.
 */
final class Guesses {

    static final int MOST = 20;
    static final Duration WITHIN = Duration.ofMillis(500);
    /** The largest number of addresses that are remembered; the one that failed longest ago is forgotten first. */
    static final int MOST_ADDRESSES = 1_000;

    private final LongSupplier nanoTime;
    private final Map<String, Deque<Long>> failures = new LinkedHashMap<>(16, 0.75f, true);

    Guesses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Whether the login now refuses every token from this address without asking, since too many wrong tokens came from
     * it.
     */
    synchronized boolean areTooMany(String address) {
        Deque<Long> times = failures.getOrDefault(address, new ArrayDeque<>());
        return times.size() >= MOST && nanoTime.getAsLong() - times.getFirst() < WITHIN.toNanos();
    }

    /** Records a wrong token. */
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
