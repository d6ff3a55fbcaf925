package dev.dpm.process.local;

/** Whose the controlling terminal is that {@code run} was started on. */
public enum TerminalUse {
    /** There is none, or no target inherits it: a target has a session of its own and no terminal. */
    NONE,
    /** The runner led the terminal's session and gave the terminal up: the target takes it for a session of its own. */
    HANDED_OVER,
    /** A shell leads the session: the target stays in it, in the runner's process group, as a job of that shell. */
    SHARED
}
