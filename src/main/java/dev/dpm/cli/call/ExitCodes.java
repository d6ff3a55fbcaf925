package dev.dpm.cli.call;

import dev.dpm.daemon.StartResult;

public final class ExitCodes {

    /** The command was carried out, or had nothing to do. From {@code status}: no target needs attention. */
    public static final int DONE = 0;
    /** The command failed. From {@code status}: a target is FATAL, given up, above a threshold or in BACKOFF. */
    public static final int FAILED = 1;
    /** Wrong usage, bad input, an unknown NAME, or a confirmation that the user refused. */
    public static final int USAGE = 2;
    /** No daemon runs (the LSB's code for "not running"). */
    public static final int NO_DAEMON = 3;
    /** The daemon does not answer in time. */
    public static final int NO_ANSWER = 4;
    /** {@code run} ended because a target used up its restarts and {@code --on_exhausted} is {@code exit}. */
    public static final int GAVE_UP = 70;

    private ExitCodes() {
    }

    public static int ofHttp(int status) {
        if (status >= 200 && status < 300) {
            return DONE;
        }
        return switch (status) {
            case 400, 404 -> USAGE;
            case 401, 403 -> NO_ANSWER;
            default -> FAILED;
        };
    }

    /** The exit code for the result of a new daemon's first request. */
    public static int of(StartResult.Outcome outcome) {
        return switch (outcome) {
            case DONE, ALREADY -> DONE;
            case REFUSED -> FAILED;
            case INVALID, UNKNOWN -> USAGE;
        };
    }

    /**
     * The exit code of a command whose daemon failed to start.
     * @param daemonsExitCode the exit code of the daemon's process
     */
    public static int ofFailedLaunch(int daemonsExitCode) {
        return daemonsExitCode == USAGE ? USAGE : FAILED;
    }
}
