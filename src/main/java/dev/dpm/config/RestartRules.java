package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import dev.dpm.process.Signal;

/**
 * The rules by which the runner launches a target again after its end.
 *
 * @param mode after which ends the target is launched again
 * @param successExitCodes exit codes that count as success
 * @param interval the delay before the first of several restarts in a row
 * @param backoffFactor the factor by which the delay grows
 * @param backoffMax the longest delay
 * @param max the largest number of restarts within the window; -1: no limit
 * @param window the length of the window, in running time of the target
 * @param onBreach the reaction to an exceeded threshold or a failing check
 * @param onExhausted the reaction when {@code max} is reached
 * @param isScheduled whether a schedule starts the target's next run
 */
public record RestartRules(RestartMode mode, Set<Integer> successExitCodes, Duration interval, double backoffFactor,
        Duration backoffMax, int max, Duration window, BreachAction onBreach, OnExhausted onExhausted,
        boolean isScheduled) {

    public RestartRules {
        successExitCodes = Set.copyOf(successExitCodes);
    }

    static RestartRules of(Settings settings) {
        boolean isScheduled = settings.get(Options.SCHEDULE).isPresent();
        boolean restsByDefault = isScheduled && settings.given(Options.RESTART).isEmpty();
        return new RestartRules(restsByDefault ? RestartMode.NEVER : settings.get(Options.RESTART),
                settings.get(Options.SUCCESS_EXIT_CODES), settings.get(Options.RESTART_INTERVAL),
                settings.get(Options.BACKOFF_FACTOR), settings.get(Options.BACKOFF_MAX),
                settings.get(Options.MAX_RESTARTS), settings.get(Options.RESTART_WINDOW),
                settings.get(Options.ON_BREACH), settings.get(Options.ON_EXHAUSTED), isScheduled);
    }

    public enum RestartMode {
        ALWAYS, ON_FAILURE, NEVER
    }

    /** The reaction when a target has used up its restarts. */
    public enum OnExhausted {
        /** The target is stopped, and stays FATAL. */
        STOP,
        /** The target, if it runs, is left running and shown as unhealthy. */
        LEAVE,
        /** The runner ends with exit code 70. */
        EXIT
    }

    /**
     * The reaction to an exceeded threshold or a failing check.
     *
     * @param signal the signal that the target gets if the kind is {@link Kind#SIGNAL}; otherwise empty
     */
    public record BreachAction(Kind kind, Optional<Signal> signal) {

        public enum Kind {
            /** The runner stops the target's processes, and launches the target again. */
            RESTART,
            /** The runner stops the target's processes, and launches nothing. */
            STOP,
            TERMINATE,
            SIGNAL,
            UNHEALTHY,
            /** Dry run: the runner only records the reaction that would have followed. */
            NONE
        }

        /**
         * Makes a reaction to an exceeded threshold or a failing check that has no signal.
         *
         * @param kind any except {@link Kind#SIGNAL}
         */
        public static BreachAction of(Kind kind) {
            return new BreachAction(kind, Optional.empty());
        }
    }
}
