package dev.dpm.operator.remote;

import java.time.Duration;

/**
 * Bounds on what answers may cost.
 *
 * @param atOnce requests on their way at once, and as many again to pods that did not answer the last time; more wait for
 *     their turn
 * @param waiting requests that may wait for their turn; more fail at once
 * @param time from the request's turn to the last byte of the answer
 */
public record AskBounds(int atOnce, int waiting, Duration time) {

    /** For the operator: all answers on their way take {@link Question#most} times 64 bytes at most. */
    public static final AskBounds USUAL = new AskBounds(32, 20_000, Duration.ofSeconds(3));
}
