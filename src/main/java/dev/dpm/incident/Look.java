package dev.dpm.incident;

import java.time.Duration;

/** Collects evidence about a target's processes and the machine. */
public interface Look {

    /**
     * Collects evidence within the given time, even if the read of a file hangs. The evidence names each missing part with the
     * reason. Called on any thread.
     */
    Evidence take(Subject subject, Duration most);
}
