package dev.dpm.policy;

/**
 * How one figure has stood against its threshold in this incarnation.
 *
 * @param over consecutive samples over the threshold, up to as many as make a breach
 * @param good consecutive samples not over it since the breach began, 0 outside a breach
 * @param breached whether a breach is on
 */
public record BreachCounter(int over, int good, boolean breached) {

    /** A new life starts clean. */
    public static final BreachCounter FRESH = new BreachCounter(0, 0, false);

    /** One more sample over the threshold. */
    BreachCounter overAgain(int needed) {
        int count = Math.min(needed, over + 1);
        return new BreachCounter(count, 0, breached || count >= needed);
    }

    /** One more sample that is not over; as many as made the breach end it. */
    BreachCounter goodAgain(int needed) {
        if (!breached) {
            return FRESH;
        }
        return good + 1 >= needed ? FRESH : new BreachCounter(over, good + 1, true);
    }
}
