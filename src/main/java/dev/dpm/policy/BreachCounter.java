package dev.dpm.policy;

/**
 * Counts the samples of one figure over and under its threshold in one incarnation.
 *
 * @param over consecutive samples over the threshold, up to the number that makes a breach
 * @param good consecutive samples under the threshold since the breach began; 0 outside a breach
 * @param breached whether there is a breach now
 */
public record BreachCounter(int over, int good, boolean breached) {

    /** The counter at the beginning of an incarnation. */
    public static final BreachCounter FRESH = new BreachCounter(0, 0, false);

    /** Counts one more sample over the threshold. */
    BreachCounter overAgain(int needed) {
        int count = Math.min(needed, over + 1);
        return new BreachCounter(count, 0, breached || count >= needed);
    }

    /**
     * Counts one more sample that is not over the threshold. A breach ends after as many such samples as it took to
     * declare the breach.
     */
    BreachCounter goodAgain(int needed) {
        if (!breached) {
            return FRESH;
        }
        return good + 1 >= needed ? FRESH : new BreachCounter(over, good + 1, true);
    }
}
