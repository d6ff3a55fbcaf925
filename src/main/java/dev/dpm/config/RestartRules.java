package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import dev.dpm.process.Signal;

/**
 * The rules after an end or a breach: whether a target is launched again, after which delay and how often.
 *
 * @param mode the ends after which the target is launched again
 * @param successExitCodes exit codes that are no failure
 * @param interval delay before the first restart in a row
 * @param backoffFactor the factor by which the delay of each further restart in a row grows
 * @param backoffMax the longest delay
 * @param max the largest number of restarts within the window; -1: no limit
 * @param window the window, measured in the target's own running time
 * @param onBreach the reaction to a breach or a failing check
 * @param onExhausted the action when the restarts are used up
 * @param isScheduled whether the next run of a schedule follows in any case
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

    /** The ends after which a target is launched again (systemd's Restart=). */
    public enum RestartMode {
        ALWAYS, ON_FAILURE, NEVER
    }

    /** The action when the restart budget is used up. */
    public enum OnExhausted {
        /** The target is stopped and stays FATAL. */
        STOP,
        /** The target is left running: unhealthy and given up. */
        LEAVE,
        /** The runner ends with exit code 70. */
        EXIT
    }

    /**
     * The reaction to a breach.
     *
     * @param signal the signal of {@link Kind#SIGNAL}, otherwise empty
     */
    public record BreachAction(Kind kind, Optional<Signal> signal) {

        /** The words of {@code --on_breach}. */
        public enum Kind {
            /** Stop the process tree and launch the target again. */
            RESTART,
            /** Stop the process tree and do not launch the target again. */
            STOP,
            /** Stop the tree of an attached process; the program that started the process starts it again. */
            TERMINATE,
            /** Send one signal to the main process, once per breach. */
            SIGNAL,
            /** Only let the health endpoint fail. */
            UNHEALTHY,
            /** Dry run: record what the runner would have done. */
            NONE
        }

        /** An action that needs no signal. */
        public static BreachAction of(Kind kind) {
            return new BreachAction(kind, Optional.empty());
        }
    }
}
