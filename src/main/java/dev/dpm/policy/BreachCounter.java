package dev.dpm.policy;

/**
 * Counts how many consecutive samples of one figure (CPU or memory) were over its threshold or not over it, in one run
 * of a target.
 *
 * @param over consecutive samples over the threshold; the count stops at the number of samples that makes a breach
 * @param good consecutive samples that are not over the threshold, counted since the breach began; 0 outside a breach
 * @param breached whether there is a breach now
 */
public record BreachCounter(int over, int good, boolean breached) {

    /** The counter of samples over a threshold when the target has just been launched. */
    public static final BreachCounter FRESH = new BreachCounter(0, 0, false);

    /**
     * The counter after one more sample over the threshold. A breach begins with {@code needed} such samples in a row.
     */
    BreachCounter overAgain(int needed) {
        int count = Math.min(needed, over + 1);
        return new BreachCounter(count, 0, breached || count >= needed);
    }

    /**
     * The counter after one more sample that is not over the threshold. A breach ends with {@code needed} such samples
     * in a row.
     */
    BreachCounter goodAgain(int needed) {
        if (!breached) {
            return FRESH;
        }
        return good + 1 >= needed ? FRESH : new BreachCounter(over, good + 1, true);
    }
}
