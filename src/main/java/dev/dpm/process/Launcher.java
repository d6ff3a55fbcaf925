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
     * For a child of the runner, the exit status is known. The end of an adopted process is noticed through a pidfd,
     * and its status is {@link ExitStatus.Unknown}.
     */
    void onExit(ProcessIdentity identity, Consumer<ExitStatus> callback);
}
