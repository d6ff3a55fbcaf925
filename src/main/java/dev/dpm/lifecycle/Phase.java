package dev.dpm.lifecycle;

/** Where a target stands; the words are supervisord's. */
public enum Phase {
    STOPPED, STARTING, RUNNING, STOPPING, BACKOFF, EXITED, FATAL,
    /** Attached targets only: no process matches yet, or more than one. */
    WAITING;

    /** Whether nothing lives and nothing is to come without a command. */
    public boolean isAtRest() {
        return this == STOPPED || this == EXITED || this == FATAL;
    }
}
