package dev.dpm.process.local;

/** Who has the controlling terminal that {@code run} was started on. */
public enum TerminalUse {
    /** Nobody: there is no terminal, or no target inherits it. A target has a session of its own and no terminal. */
    NONE,
    /**
     * The target: the runner led the terminal's session and gave the terminal up, so that the target can take it for a
     * session of its own.
     */
    HANDED_OVER,
    /**
     * A shell that leads the session: the target stays in that session and in the runner's process group, as a job of
     * the shell.
     */
    SHARED
}
