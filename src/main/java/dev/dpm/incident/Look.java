package dev.dpm.incident;

import java.time.Duration;

/** Port: collects evidence on a target's processes and the machine. */
public interface Look {

    /**
     * Collects evidence within the given time, even where a read hangs. Missing parts are named with the reason. Called on any
     * thread.
     */
    Evidence take(Subject subject, Duration most);
}
