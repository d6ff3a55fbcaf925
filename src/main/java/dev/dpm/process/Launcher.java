package dev.dpm.process;

import java.util.function.Consumer;

/** Port: launches processes and reports their end. Methods may take milliseconds. */
public interface Launcher {

    /**
     * Launches a process in a session of its own (setsid(2)).
     *
     * @return the process of the program itself, not of a wrapper
     */
    ProcessIdentity launch(LaunchOrder order) throws LaunchFailure;

    /**
     * Calls the callback once, on any thread, at the end of a process. For a process that this runner did not launch, the status
     * is {@link ExitStatus.Unknown}.
     */
    void onExit(ProcessIdentity identity, Consumer<ExitStatus> callback);
}
