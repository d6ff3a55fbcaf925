package dev.dpm.process;

import java.util.Arrays;
import java.util.Optional;

/** The state of a target, in supervisord's words, which people, files and programs know. */
public enum Phase {
    STOPPED, STARTING, RUNNING, STOPPING, BACKOFF, EXITED, FATAL,
    /** The target waits for its dependencies. An attached target waits until exactly one process tree matches. */
    WAITING;

    /** Whether no process of the target lives, and none will be launched without a command. */
    public boolean isAtRest() {
        return switch (this) {
            case STOPPED, EXITED, FATAL -> true;
            case STARTING, RUNNING, STOPPING, BACKOFF, WAITING -> false;
        };
    }

    /** Whether a person should look at the target, whatever else is known. */
    public boolean isTrouble() {
        return switch (this) {
            case FATAL, BACKOFF -> true;
            case STOPPED, STARTING, RUNNING, STOPPING, EXITED, WAITING -> false;
        };
    }

    /** Whether the state is short-lived, so that another state follows within seconds. */
    public boolean isPassing() {
        return switch (this) {
            case STARTING, STOPPING -> true;
            case STOPPED, RUNNING, BACKOFF, EXITED, FATAL, WAITING -> false;
        };
    }

    /** The phase for a word in a file or an answer; empty where another version wrote a word that is unknown here. */
    public static Optional<Phase> of(String word) {
        return Arrays.stream(values()).filter(phase -> phase.name().equals(word)).findFirst();
    }
}
