package dev.dpm.policy;

import java.time.Duration;

/**
 * How long to wait before a restart: max(interval, floor) × factor^(n−1), at most {@code max}.
 *
 * @param interval wait before the first restart, 0 or more
 * @param factor 1 or more
 * @param max the longest wait
 */
public record Backoff(Duration interval, double factor, Duration max) {

    /**
     * Keeps a target that dies at once from spinning when the interval is 0: it counts from the second restart in a
     * row, and only where the life that just ended never came as far as RUNNING.
     */
    private static final Duration FLOOR = Duration.ofMillis(100);

    /**
     * @param inARow the how-manieth restart in a row this is, from 1
     * @param reachedRunning whether the life that just ended had become RUNNING
     */
    public Duration delay(int inARow, boolean reachedRunning) {
        boolean floored = inARow > 1 && !reachedRunning && interval.compareTo(FLOOR) < 0;
        double first = (floored ? FLOOR : interval).toNanos();
        double nanos = first * Math.pow(factor, inARow - 1.0);
        return nanos >= max.toNanos() ? max : Duration.ofNanos((long) nanos);
    }
}
