package dev.dpm.pattern;

import java.util.Arrays;

/** Computes the probability that chance alone, without a common cause, produces the observed incidents. */
final class Chance {

    /**
     * The largest probability, under chance alone, at which a pattern is reported. Eight patterns are searched for, so
     * chance makes a history show any of them with at most eight times this probability (Bonferroni), which is less
     * than 1 in 1,000.
     */
    static final double ENOUGH = 1e-4;

    private Chance() {
    }

    /**
     * The probability of at least {@code successes} successes in {@code tries} independent tries, each with the same
     * probability (binomial distribution).
     */
    static double atLeast(int successes, int tries, double probability) {
        double[] each = new double[tries];
        Arrays.fill(each, probability);
        return atLeast(successes, each);
    }

    /**
     * The probability of at least {@code successes} successes in independent tries, of which each has its own
     * probability (Poisson binomial distribution).
     */
    static double atLeast(int successes, double... probabilities) {
        double[] exactly = new double[probabilities.length + 1];
        exactly[0] = 1;
        for (int n = 0; n < probabilities.length; n++) {
            for (int k = n + 1; k > 0; k--) {
                exactly[k] = exactly[k] * (1 - probabilities[n]) + exactly[k - 1] * probabilities[n];
            }
            exactly[0] *= 1 - probabilities[n];
        }
        double sum = 0;
        for (int k = probabilities.length; k >= Math.max(0, successes); k--) {
            sum += exactly[k];
        }
        return Math.min(1, sum);
    }

    /** The number of ways to choose {@code some} elements out of {@code all} (binomial coefficient). */
    static double choices(int all, int some) {
        double ways = 1;
        for (int i = 1; i <= some; i++) {
            ways = ways * (all - some + i) / i;
        }
        return ways;
    }
}
