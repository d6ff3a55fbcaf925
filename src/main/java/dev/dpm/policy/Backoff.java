package dev.dpm.policy;

import java.time.Duration;

/**
 * Computes the delay before the n-th restart in a row: interval × factor^(n−1), at most {@code max}. From the second
 * restart on, an interval below 100 ms counts as 100 ms if the target never became RUNNING in the run that just ended.
 *
 * @param interval delay before the first restart, 0 or more
 * @param factor 1 or more
 * @param max the longest delay
 */
public record Backoff(Duration interval, double factor, Duration max) {

    /**
     * The shortest delay from the second restart in a row on, if the target never became RUNNING in the run that just
     * ended. Without this floor, a target that ends at once would be restarted without a pause when the interval is 0.
     */
    private static final Duration FLOOR = Duration.ofMillis(100);

    /**
     * The delay before a restart of a target.
     *
     * @param inARow the number of this restart in the present series of restarts, from 1
     * @param reachedRunning whether the target became RUNNING in the run that just ended
     */
    public Duration delay(int inARow, boolean reachedRunning) {
        boolean floored = inARow > 1 && !reachedRunning && interval.compareTo(FLOOR) < 0;
        double first = (floored ? FLOOR : interval).toNanos();
        double nanos = first * Math.pow(factor, inARow - 1.0);
        return nanos >= max.toNanos() ? max : Duration.ofNanos((long) nanos);
    }
}
