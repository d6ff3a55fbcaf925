package dev.dpm.process;

import java.util.function.Consumer;

/** Port: launches processes and reports their end. Methods may block for milliseconds. */
public interface Launcher {

    /**
     * Launches a process in a session of its own, with default signal dispositions.
     *
     * @return the identity of the process in which the program itself runs, not of a wrapper
     */
    ProcessIdentity launch(LaunchOrder order) throws LaunchFailure;

    /**
     * Calls the callback once, on any thread, when the process has ended, or at once if the process has ended already.
     * The exit status of a child of the runner is known. For a process that an earlier runner launched, the end is
     * noticed through a pidfd, and the status is {@link ExitStatus.Unknown}.
     */
    void onExit(ProcessIdentity identity, Consumer<ExitStatus> callback);
}
