package dev.dpm.policy;

import java.time.Duration;

/**
 * Computes the delay before the n-th restart in a row: interval × factor^(n−1), at most {@code max}. If a target has
 * not become RUNNING since its last launch, the delay is at least 100 ms from the second restart on.
 *
 * @param interval delay before the first restart, 0 or more
 * @param factor 1 or more
 * @param max the longest delay
 */
public record Backoff(Duration interval, double factor, Duration max) {

    /**
     * The shortest delay from the second restart on for a target that never became RUNNING. Otherwise an interval of 0 would
     * restart a target that ends at once without any pause.
     */
    private static final Duration FLOOR = Duration.ofMillis(100);

    /**
     * The delay before a restart of the target.
     *
     * @param inARow the number of this restart in a row, from 1
     * @param reachedRunning whether the target became RUNNING since its last launch
     */
    public Duration delay(int inARow, boolean reachedRunning) {
        boolean floored = inARow > 1 && !reachedRunning && interval.compareTo(FLOOR) < 0;
        double first = (floored ? FLOOR : interval).toNanos();
        double nanos = first * Math.pow(factor, inARow - 1.0);
        return nanos >= max.toNanos() ? max : Duration.ofNanos((long) nanos);
    }
}
