package dev.dpm.operator.remote;

import java.time.Duration;

/**
 * Limits on the requests to dpm-runners.
 *
 * @param atOnce the largest number of simultaneous requests to pods that answered the last request, and also of those
 *     to pods that did not; further requests wait
 * @param waiting the largest number of requests that wait; further requests fail at once
 * @param time the longest time from the sending of a request to the last byte of its response
 */
public record AskBounds(int atOnce, int waiting, Duration time) {

    /**
     * The limits on requests that the operator uses. At most 64 responses arrive at the same time, so they need at most
     * 64 times {@link Question#most} bytes of memory.
     */
    public static final AskBounds USUAL = new AskBounds(32, 20_000, Duration.ofSeconds(3));
}
