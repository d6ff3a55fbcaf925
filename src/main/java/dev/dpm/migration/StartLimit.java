package dev.dpm.migration;

/**
 * A limit of another tool that counts starts on the wall clock, so that the pauses between them use up its interval.
 * {@code restart_window} counts running time only, and needs the interval without these pauses.
 *
 * @param starts starts within the interval after which the next one is refused, above 0
 * @param interval seconds on the wall clock, above 0
 * @param pauses seconds of all pauses up to the start that is refused, 0 or more
 */
record StartLimit(int starts, double interval, double pauses) {

    private static final double SHORTEST_WINDOW = 1;

    /** Whether even a program that fails at once never reaches the limit. */
    boolean isOutOfReach() {
        return pauses >= interval;
    }

    /** The value of max_restarts: the first start is no restart, and 0 would refuse also those after a long run. */
    int restarts() {
        return Math.max(1, starts - 1);
    }

    /**
     * The value of restart_window in seconds, to a tenth. For runs of equal length it refuses where the tool refuses:
     * the tool counts {@code starts} of them within the interval, and the window lies between the ends of restarts() + 1
     * of them.
     */
    double window() {
        double window = (interval - pauses) * restarts() / starts;
        return Math.max(SHORTEST_WINDOW, Math.round(window * 10) / 10.0);
    }

    /**
     * The sum of pauses of which each is the one before times a factor, up to the longest.
     *
     * @param first seconds, 0 or more
     * @param factor 1 or more
     * @param longest seconds
     */
    static double sum(int count, double first, double factor, double longest) {
        double sum = 0;
        double pause = first;
        for (int i = 0; i < count; i++) {
            sum += pause;
            pause = Math.max(first, Math.min(longest, pause * factor));
        }
        return sum;
    }

    /** Seconds as an option takes them, without a fraction where there is none. */
    static String shown(double seconds) {
        return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds);
    }
}
