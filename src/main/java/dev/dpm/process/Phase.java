package dev.dpm.process;

import java.util.Arrays;
import java.util.Optional;

/** The state of a target. The words are supervisord's, and users, files and other programs rely on them. */
public enum Phase {
    STOPPED, STARTING, RUNNING, STOPPING, BACKOFF, EXITED, FATAL,
    /**
     * The target waits for its dependencies. An attached target waits here until exactly one process tree matches its
     * selector.
     */
    WAITING;

    /** Whether no process of the target lives, and the runner launches none by itself: STOPPED, EXITED or FATAL. */
    public boolean isAtRest() {
        return switch (this) {
            case STOPPED, EXITED, FATAL -> true;
            case STARTING, RUNNING, STOPPING, BACKOFF, WAITING -> false;
        };
    }

    /** Whether this state of a target alone means that a person should examine the target. */
    public boolean isTrouble() {
        return switch (this) {
            case FATAL, BACKOFF -> true;
            case STOPPED, STARTING, RUNNING, STOPPING, EXITED, WAITING -> false;
        };
    }

    /** Whether this state of a target is short-lived, so that another state follows within seconds. */
    public boolean isPassing() {
        return switch (this) {
            case STARTING, STOPPING -> true;
            case STOPPED, RUNNING, BACKOFF, EXITED, FATAL, WAITING -> false;
        };
    }

    /** The phase for a word in a file or in an answer of a runner. Empty: the word is unknown to this version. */
    public static Optional<Phase> of(String word) {
        return Arrays.stream(values()).filter(phase -> phase.name().equals(word)).findFirst();
    }
}
