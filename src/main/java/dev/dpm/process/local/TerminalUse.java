package dev.dpm.process.local;

/** Which process has the controlling terminal that {@code run} was started on. */
public enum TerminalUse {
    /**
     * No target has the terminal, because there is no terminal or no target inherits it. A target then has a session of
     * its own and no controlling terminal.
     */
    NONE,
    /**
     * The target may have the terminal. The runner led the terminal's session and has given the terminal up, so that
     * the target's own session can take it.
     */
    HANDED_OVER,
    /**
     * A shell leads the terminal's session and keeps the terminal. The target stays in that session and in the runner's
     * process group, as a job of the shell.
     */
    SHARED
}
