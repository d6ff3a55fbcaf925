package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import dev.dpm.process.Signal;

/**
 * The rules for restarts: whether the runner launches a target again after an end, after a breach (a value above its
 * threshold) or after failing checks, after which delay and how often.
 *
 * @param mode the kinds of ends after which the target is launched again
 * @param successExitCodes exit codes that are no failure
 * @param interval the delay before the first of several restarts of the target in a row
 * @param backoffFactor the factor by which the delay of each further restart in a row grows
 * @param backoffMax the longest delay before a restart
 * @param max the largest number of automatic restarts of the target within the window; -1 if there is no limit
 * @param window the length of the window for {@code max}, in time during which the target ran
 * @param onBreach the runner's reaction to a breach or to a failing check
 * @param onExhausted the runner's reaction when the target has used up the restarts that {@code max} allows
 * @param isScheduled whether a schedule starts the target's next run, whatever the end of this run
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

    /** The kinds of ends after which a target is launched again, with the names of systemd's Restart=. */
    public enum RestartMode {
        ALWAYS, ON_FAILURE, NEVER
    }

    /**
     * The runner's reaction when a target has used up its restart budget, the number of automatic restarts allowed in a
     * time window.
     */
    public enum OnExhausted {
        /** The runner stops the target, which stays FATAL. */
        STOP,
        /**
         * When the allowed restarts are used up, the runner leaves a running target as it is, shows it as unhealthy, and
         * restarts it no more.
         */
        LEAVE,
        /** The runner ends with exit code 70. */
        EXIT
    }

    /**
     * The runner's reaction to a breach (a value above its threshold) or to a failing check.
     *
     * @param signal the signal to send for {@link Kind#SIGNAL}, otherwise empty
     */
    public record BreachAction(Kind kind, Optional<Signal> signal) {

        /** The words of {@code --on_breach}. */
        public enum Kind {
            /** Stop the process tree and launch the target again. */
            RESTART,
            /** Stop the process tree and do not launch the target again. */
            STOP,
            /**
             * Stop the process tree of an attached target; the program that started the process is expected to start it
             * again.
             */
            TERMINATE,
            /** Send one signal to the main process, once each time the value rises above its threshold. */
            SIGNAL,
            /** Leave the target running, and make the health endpoint fail. */
            UNHEALTHY,
            /** Dry run: only record the reaction that would have followed. */
            NONE
        }

        /** Makes a reaction of any kind except {@link Kind#SIGNAL}, which needs a signal. */
        public static BreachAction of(Kind kind) {
            return new BreachAction(kind, Optional.empty());
        }
    }
}
