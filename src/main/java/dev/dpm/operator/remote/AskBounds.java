package dev.dpm.operator.remote;

import java.time.Duration;

/**
 * Bounds on the cost of answers.
 *
 * @param atOnce the largest number of requests at the same time to pods that answered the last time, and also the
 * largest number to pods that did not; further requests wait for their turn
 * @param waiting the largest number of requests that wait for their turn; further requests fail at once
 * @param time the longest time from a request's turn to the last byte of its answer
 */
public record AskBounds(int atOnce, int waiting, Duration time) {

    /**
     * The bounds for the operator. Since up to 64 answers arrive at the same time, they take at most 64 times
     * {@link Question#most} bytes together.
     */
    public static final AskBounds USUAL = new AskBounds(32, 20_000, Duration.ofSeconds(3));
}
