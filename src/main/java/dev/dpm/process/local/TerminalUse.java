package dev.dpm.process.local;

/** Which process has the controlling terminal that {@code run} was started on. */
public enum TerminalUse {
    /**
     * No target has the terminal: there is no terminal, or no target inherits it. A target then has a session of its
     * own and no terminal.
     */
    NONE,
    /**
     * The target may have the terminal: the runner led the terminal's session and gave the terminal up, so that the
     * target can take the terminal for its own session.
     */
    HANDED_OVER,
    /**
     * The terminal stays with a shell that leads the session: the target stays in that session and in the runner's
     * process group, as a job of the shell.
     */
    SHARED
}
