package dev.dpm.process;

import java.util.function.Consumer;

/** Launches processes and reports their end. A method may take milliseconds. */
public interface Launcher {

    /**
     * Launches a process in a session of its own (setsid(2)).
     *
     * @return the identity of the process that runs the ordered program, and not of a wrapper program
     */
    ProcessIdentity launch(LaunchOrder order) throws LaunchFailure;

    /**
     * Calls the callback once, on any thread, when a process has ended. For a process that this runner did not launch,
     * the status is {@link ExitStatus.Unknown}.
     */
    void onExit(ProcessIdentity identity, Consumer<ExitStatus> callback);
}
