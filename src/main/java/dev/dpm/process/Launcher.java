package dev.dpm.process;

import java.util.function.Consumer;

/** Port: launches processes and reports their end. Methods may block for milliseconds. */
public interface Launcher {

    /**
     * Launches a process in a session of its own, with default signal dispositions.
     *
     * @return the identity of the program itself, not of a wrapper
     */
    ProcessIdentity launch(LaunchOrder order) throws LaunchFailure;

    /**
     * Calls the callback once, on any thread, when the process has ended; at once if the process is already gone. This
     * works for a child of the runner, whose exit status is known, and for an adopted process, whose end is noticed
     * through a pidfd ({@link ExitStatus.Unknown}).
     */
    void onExit(ProcessIdentity identity, Consumer<ExitStatus> callback);
}
