package dev.dpm.operator.remote;

import java.time.Duration;

/**
 * Limits on requests to dpm-runners.
 *
 * @param atOnce the largest number of simultaneous requests to dpm-runners that answered their last request; the same
 *     number applies to those that did not
 * @param waiting the largest number of unsent requests in each of the two queues; further requests fail
 * @param time the time from sending a request until the last byte of its answer
 */
public record RequestLimits(int atOnce, int waiting, Duration time) {

    /**
     * The limits on requests that the operator uses. At most 64 responses arrive at the same time, so they need at most
     * 64 times {@link Question#most} bytes of memory.
     */
    public static final RequestLimits USUAL = new RequestLimits(32, 20_000, Duration.ofSeconds(3));
}
