package dev.dpm.policy;

/**
 * Counts consecutive samples over a threshold. Enough of them are a breach; it ends after as many consecutive samples that are
 * not over the threshold.
 *
 * @param over consecutive samples over the threshold
 * @param good during a breach, consecutive samples that are not over the threshold; otherwise 0
 * @param breached whether a breach lasts
 */
public record BreachCounter(int over, int good, boolean breached) {

    public static final BreachCounter FRESH = new BreachCounter(0, 0, false);

    /** The counter after one more sample over the threshold. {@code needed} such samples in a row begin a breach. */
    BreachCounter overAgain(int needed) {
        int count = Math.min(needed, over + 1);
        return new BreachCounter(count, 0, breached || count >= needed);
    }

    /** The counter after one more sample that is not over the threshold. {@code needed} such samples in a row end a breach. */
    BreachCounter goodAgain(int needed) {
        if (!breached) {
            return FRESH;
        }
        return good + 1 >= needed ? FRESH : new BreachCounter(over, good + 1, true);
    }
}
