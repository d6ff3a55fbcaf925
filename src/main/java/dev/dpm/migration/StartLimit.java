package dev.dpm.migration;

/**
 * The limit of starts of a systemd unit (systemd.unit(5), StartLimitBurst=), expressed as {@code max_restarts} and
 * {@code restart_window}. The interval of systemd includes the pauses between starts, and {@code restart_window} does not.
 *
 * @param starts above 0
 * @param interval in seconds
 * @param pauses their sum in seconds
 */
record StartLimit(int starts, double interval, double pauses) {

    private static final double SHORTEST_WINDOW = 1;

    /** Whether the limit is never reached. */
    boolean isOutOfReach() {
        return pauses >= interval;
    }

    /** {@code max_restarts}: the starts without the first, at least 1. */
    int restarts() {
        return Math.max(1, starts - 1);
    }

    /** {@code restart_window} in seconds, to a tenth: with equal runs, the same restart is refused. */
    double window() {
        double window = (interval - pauses) * restarts() / starts;
        return Math.max(SHORTEST_WINDOW, Math.round(window * 10) / 10.0);
    }

    /**
     * The sum of pauses, each a factor longer.
     *
     * @param first in seconds
     * @param factor 1 or more
     * @param longest in seconds
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

    /** Seconds as options accept them. */
    static String shown(double seconds) {
        return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds);
    }
}
