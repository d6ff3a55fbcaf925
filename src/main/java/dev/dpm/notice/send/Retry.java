package dev.dpm.notice.send;

import java.time.Duration;

/**
 * The delay after a failed attempt to send a notice: one second, then twice as long each time, at most five minutes. A random
 * part of 20 % prevents that many runners send at the same time.
 */
final class Retry {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final double SPREAD = 0.2;
    private static final int MOST_DOUBLINGS = 20;

    private Retry() {
    }

    /**
     * @param failures the number of failed attempts, at least 1
     * @param chance a random number from 0 to 1
     */
    static Duration after(int failures, double chance) {
        double doubled = FIRST.toMillis() * Math.pow(2, Math.min(failures - 1, MOST_DOUBLINGS));
        double millis = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis(Math.round(millis * (1 - SPREAD + 2 * SPREAD * chance)));
    }
}
