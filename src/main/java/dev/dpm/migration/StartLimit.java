package dev.dpm.migration;

/**
 * A tool's limit on starts within an interval on the wall clock, in which the pauses between two starts count. The
 * option {@code restart_window} counts running time only, so its value is the interval without these pauses.
 *
 * @param starts starts within the interval after which the next one is refused, above 0
 * @param interval seconds on the wall clock, above 0
 * @param pauses seconds of all pauses up to the start that is refused, 0 or more
 */
record StartLimit(int starts, double interval, double pauses) {

    private static final double SHORTEST_WINDOW = 1;

    /** Whether the limit is never reached, even by a program that fails at once. */
    boolean isOutOfReach() {
        return pauses >= interval;
    }

    /**
     * The value of max_restarts. The first start is not counted, since it is no restart; at least 1, since 0 would
     * refuse even a restart after a long run.
     */
    int restarts() {
        return Math.max(1, starts - 1);
    }

    /**
     * The value of restart_window in seconds, to a tenth. For runs of equal length, dpm-runner then refuses the same
     * restart as the tool: the tool counts {@code starts} runs within the interval, and the window spans the ends of
     * restarts() + 1 runs.
     */
    double window() {
        double window = (interval - pauses) * restarts() / starts;
        return Math.max(SHORTEST_WINDOW, Math.round(window * 10) / 10.0);
    }

    /**
     * The sum of a number of pauses, each of which is the preceding pause times a factor, up to the longest.
     *
     * @param first the first pause in seconds, 0 or more
     * @param factor 1 or more
     * @param longest the longest pause in seconds
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

    /** A number of seconds as options accept it, without a fraction where it is whole. */
    static String shown(double seconds) {
        return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds);
    }
}
