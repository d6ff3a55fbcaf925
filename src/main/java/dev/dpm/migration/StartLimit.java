package dev.dpm.migration;

/**
 * A tool's limit on the number of starts within an interval of wall-clock time, which includes the pauses between
 * starts. The option {@code restart_window} counts only the time in which the target runs, so its value is the interval
 * minus the pauses.
 *
 * @param starts the number of starts within the interval after which the tool refuses the next one, above 0
 * @param interval the length of the interval in seconds of wall-clock time, above 0
 * @param pauses the sum of all pauses up to the start that is refused, in seconds, 0 or more
 */
record StartLimit(int starts, double interval, double pauses) {

    private static final double SHORTEST_WINDOW = 1;

    /** Whether even a program that fails at once never reaches this limit. */
    boolean isOutOfReach() {
        return pauses >= interval;
    }

    /**
     * The value of {@code max_restarts} for this limit: the number of starts without the first, which is no restart.
     * The value is at least 1, since 0 would refuse even a restart after a long run.
     */
    int restarts() {
        return Math.max(1, starts - 1);
    }

    /**
     * The value of the option {@code restart_window} for this limit, in seconds, to a tenth. With runs of equal length,
     * dpm-runner then refuses the same restart as the tool. The tool counts {@code starts} runs within the interval,
     * and the window contains the ends of restarts() + 1 runs.
     */
    double window() {
        double window = (interval - pauses) * restarts() / starts;
        return Math.max(SHORTEST_WINDOW, Math.round(window * 10) / 10.0);
    }

    /**
     * The sum of a tool's pauses before a number of restarts. Each pause is the preceding one times a factor, but not
     * longer than {@code longest}.
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

    /** Writes a number of seconds as options accept it; a whole number has no fraction. */
    static String shown(double seconds) {
        return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds);
    }
}
