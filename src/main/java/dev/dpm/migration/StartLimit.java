package dev.dpm.migration;

/**
 * The limit of starts of a systemd unit (systemd.unit(5), StartLimitBurst=), expressed as {@code max_restarts} and {@code
 * restart_window}. The interval of systemd includes the pauses between starts, and {@code restart_window} does not.
 * @param starts the allowed number of starts, above 0
 * @param interval the time in which systemd counts starts, in seconds
 * @param pauses the sum of the pauses between the starts, in seconds
 */
record StartLimit(int starts, double interval, double pauses) {

    private static final double SHORTEST_WINDOW = 1;

    /** Whether systemd never reaches the limit, because the pauses alone take as long as the interval. */
    boolean isOutOfReach() {
        return pauses >= interval;
    }

    /** The value of {@code max_restarts}: the number of starts without the first one, at least 1. */
    int restarts() {
        return Math.max(1, starts - 1);
    }

    /**
     * The value of {@code restart_window} in seconds, to a tenth. If all runs have the same length, dpm-runner refuses the same
     * restart as systemd.
     */
    double window() {
        double window = (interval - pauses) * restarts() / starts;
        return Math.max(SHORTEST_WINDOW, Math.round(window * 10) / 10.0);
    }

    /**
     * The sum of pauses in seconds. Each pause is longer than the one before by a factor.
     * @param count the number of pauses
     * @param first the first pause in seconds
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

    /** A number of seconds as the options of dpm-runner accept it. */
    static String shown(double seconds) {
        return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds);
    }
}
