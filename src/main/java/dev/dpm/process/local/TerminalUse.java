package dev.dpm.process.local;

/** Which process has the controlling terminal of the command {@code run}. */
public enum TerminalUse {
    NONE,
    /** The target may take the terminal, since the runner has given it up. */
    HANDED_OVER,
    /** A shell keeps the terminal, and the target belongs to a job of that shell. */
    SHARED
}
