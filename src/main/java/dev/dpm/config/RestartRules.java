package dev.dpm.config;

import java.time.Duration;
import java.util.Set;

/**
 * What answers an end and a breach: whether a target is launched again, after which pause and how often.
 *
 * @param mode after which ends
 * @param successExitCodes exit codes that are no failure
 * @param interval before the first restart in a row
 * @param backoffFactor each further restart in a row waits this many times longer
 * @param backoffMax the longest wait
 * @param max restarts within the window; -1: no limit
 * @param window of the target's own running time
 * @param onBreach what a breach and a failing check are answered with
 * @param onExhausted what happens when the restarts are used up
 */
public record RestartRules(RestartMode mode, Set<Integer> successExitCodes, Duration interval, double backoffFactor,
        Duration backoffMax, int max, Duration window, BreachAction onBreach, OnExhausted onExhausted) {

    public RestartRules {
        successExitCodes = Set.copyOf(successExitCodes);
    }

    static RestartRules of(Settings settings) {
        return new RestartRules(settings.get(Options.RESTART), settings.get(Options.SUCCESS_EXIT_CODES),
                settings.get(Options.RESTART_INTERVAL), settings.get(Options.BACKOFF_FACTOR),
                settings.get(Options.BACKOFF_MAX), settings.get(Options.MAX_RESTARTS),
                settings.get(Options.RESTART_WINDOW), settings.get(Options.ON_BREACH),
                settings.get(Options.ON_EXHAUSTED));
    }

    /** After which ends a target is launched again (systemd's Restart=). */
    public enum RestartMode {
        ALWAYS, ON_FAILURE, NEVER
    }

    /** What happens when the budget of restarts is used up. */
    public enum OnExhausted {
        /** The target is stopped and stays FATAL. */
        STOP,
        /** The target is left running, unhealthy, given up. */
        LEAVE,
        /** The runner ends with exit code 70. */
        EXIT
    }
}
