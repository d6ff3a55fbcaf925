package dev.dpm.pattern;

import java.util.Arrays;

/**
 * Computes the probability with which chance alone, in incidents that are independent of each other, makes a pattern.
 */
final class Chance {

    /**
     * The largest probability of a pattern by chance at which the runner still reports the pattern. Eight kinds of
     * patterns are searched for, so a random history shows one of them with a probability of less than 1 in 1,000
     * (Bonferroni).
     */
    static final double ENOUGH = 1e-4;

    private Chance() {
    }

    /**
     * The probability of at least {@code successes} successes in independent tries, all with the same probability of success
     * (binomial distribution).
     */
    static double atLeast(int successes, int tries, double probability) {
        double[] each = new double[tries];
        Arrays.fill(each, probability);
        return atLeast(successes, each);
    }

    /**
     * The probability of at least {@code successes} successes in independent tries, each with its own probability of success
     * (Poisson binomial distribution).
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

    /** The binomial coefficient: the number of ways to choose {@code some} of {@code all} elements. */
    static double choices(int all, int some) {
        double ways = 1;
        for (int i = 1; i <= some; i++) {
            ways = ways * (all - some + i) / i;
        }
        return ways;
    }
}
