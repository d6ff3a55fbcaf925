package dev.dpm.process;

import java.util.Arrays;
import java.util.Optional;

/** The state of a target. The names are those of supervisord. */
public enum Phase {
    STOPPED, STARTING, RUNNING, STOPPING, BACKOFF, EXITED, FATAL,
    /**
     * The target waits for its dependencies or for its schedule; a target that the runner attaches to waits for its
     * process.
     */
    WAITING;

    /** Whether the target has no living process, and the runner launches none by itself: STOPPED, EXITED or FATAL. */
    public boolean isAtRest() {
        return switch (this) {
            case STOPPED, EXITED, FATAL -> true;
            case STARTING, RUNNING, STOPPING, BACKOFF, WAITING -> false;
        };
    }

    /** Whether the state needs a person's attention. */
    public boolean isTrouble() {
        return switch (this) {
            case FATAL, BACKOFF -> true;
            case STOPPED, STARTING, RUNNING, STOPPING, EXITED, WAITING -> false;
        };
    }

    /** Whether the target leaves this state within seconds. */
    public boolean isPassing() {
        return switch (this) {
            case STARTING, STOPPING -> true;
            case STOPPED, RUNNING, BACKOFF, EXITED, FATAL, WAITING -> false;
        };
    }

    /** The phase with this name; empty if this version knows no such phase. */
    public static Optional<Phase> of(String word) {
        return Arrays.stream(values()).filter(phase -> phase.name().equals(word)).findFirst();
    }
}
