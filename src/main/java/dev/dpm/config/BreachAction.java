package dev.dpm.config;

import java.util.Optional;

import dev.dpm.process.Signal;

/**
 * The reaction to a breach.
 *
 * @param signal the signal of {@link Kind#SIGNAL}, otherwise empty
 */
public record BreachAction(Kind kind, Optional<Signal> signal) {

    /** The words of {@code --on_breach}. */
    public enum Kind {
        /** Stop the tree and launch it again. */
        RESTART,
        /** Stop the tree and do not launch it again. */
        STOP,
        /** Stop the tree of an attached process; the program that started the process starts it again. */
        TERMINATE,
        /** Send one signal to the main process, once per breach. */
        SIGNAL,
        /** Only turn health down. */
        UNHEALTHY,
        /** Dry run: record what would have been done. */
        NONE
    }

    /** An action that needs no signal. */
    public static BreachAction of(Kind kind) {
        return new BreachAction(kind, Optional.empty());
    }
}
