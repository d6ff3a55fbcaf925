package dev.dpm.process;

import java.util.Arrays;
import java.util.Optional;

/** Where a target stands; the words are supervisord's, and people, files and programs know them. */
public enum Phase {
    STOPPED, STARTING, RUNNING, STOPPING, BACKOFF, EXITED, FATAL,
    /** Attached targets only: no process matches yet, or more than one. */
    WAITING;

    /** Whether nothing lives and nothing is to come without a command. */
    public boolean isAtRest() {
        return switch (this) {
            case STOPPED, EXITED, FATAL -> true;
            case STARTING, RUNNING, STOPPING, BACKOFF, WAITING -> false;
        };
    }

    /** Whether somebody should look at it, whatever else is known. */
    public boolean isTrouble() {
        return switch (this) {
            case FATAL, BACKOFF -> true;
            case STOPPED, STARTING, RUNNING, STOPPING, EXITED, WAITING -> false;
        };
    }

    /** Whether it is on the way to another one, within seconds. */
    public boolean isPassing() {
        return switch (this) {
            case STARTING, STOPPING -> true;
            case STOPPED, RUNNING, BACKOFF, EXITED, FATAL, WAITING -> false;
        };
    }

    /** The phase that a word of a file or an answer names; empty where another version wrote it. */
    public static Optional<Phase> of(String word) {
        return Arrays.stream(values()).filter(phase -> phase.name().equals(word)).findFirst();
    }
}
