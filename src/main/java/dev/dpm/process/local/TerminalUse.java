package dev.dpm.process.local;

/** Who has the controlling terminal of {@code run}. */
public enum TerminalUse {
    NONE,
    /** The target may take it, since the runner has given it up. */
    HANDED_OVER,
    /** A shell keeps it, and the target is a job of that shell. */
    SHARED
}
