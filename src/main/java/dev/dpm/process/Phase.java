package dev.dpm.process;

import java.util.Arrays;
import java.util.Optional;

/** The state of a target, in supervisord's words. */
public enum Phase {
    STOPPED, STARTING, RUNNING, STOPPING, BACKOFF, EXITED, FATAL,
    /** The target waits for its dependencies or its schedule, or an attached one for its process. */
    WAITING;

    /** Whether no process lives and none is launched automatically: STOPPED, EXITED or FATAL. */
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

    /** Whether another state follows within seconds. */
    public boolean isPassing() {
        return switch (this) {
            case STARTING, STOPPING -> true;
            case STOPPED, RUNNING, BACKOFF, EXITED, FATAL, WAITING -> false;
        };
    }

    /** The phase of a word; empty: unknown to this version. */
    public static Optional<Phase> of(String word) {
        return Arrays.stream(values()).filter(phase -> phase.name().equals(word)).findFirst();
    }
}
