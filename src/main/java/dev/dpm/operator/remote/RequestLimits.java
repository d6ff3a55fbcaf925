package dev.dpm.operator.remote;

import java.time.Duration;

/**
 * Limits on requests to dpm-runners.
 *
 * @param atOnce simultaneous ones to pods that answer, and also to others
 * @param waiting those that wait; further ones fail
 * @param time until the last byte of the answer
 */
public record RequestLimits(int atOnce, int waiting, Duration time) {

    /**
     * The limits on requests that the operator uses. At most 64 responses arrive at the same time, so they need at most
     * 64 times {@link Question#most} bytes of memory.
     */
    public static final RequestLimits USUAL = new RequestLimits(32, 20_000, Duration.ofSeconds(3));
}
