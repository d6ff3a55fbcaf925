package dev.dpm.incident;

import java.time.Duration;

/** Port: collects evidence on a target's processes and their surroundings. */
public interface Look {

    /**
     * Collects the evidence that is possible in the given time; for the rest, the evidence says why it is missing.
     * Returns within that time, even where a reading hangs. May be called from any thread.
     */
    Evidence take(Subject subject, Duration most);
}
