package dev.dpm.process;

import java.util.function.Consumer;

/** Port: brings processes to life and tells of their end. Methods may block for milliseconds. */
public interface Launcher {

    /**
     * Starts a process in a session of its own, with default signal dispositions.
     *
     * @return its identity; the pid is that of the program itself, not of a wrapper that stays
     */
    ProcessIdentity launch(LaunchOrder order) throws LaunchFailure;

    /**
     * Calls back once, on any thread, when the process has ended; at once where it is gone already. Works for a child
     * of ours (its status is known) and for an adopted process (noticed by pidfd; {@link ExitStatus.Unknown}).
     */
    void onExit(ProcessIdentity identity, Consumer<ExitStatus> callback);
}
