package dev.dpm.incident;

import java.time.Duration;

/** Port: collects evidence on a target's processes and their surroundings. */
public interface Look {

    /**
     * Collects as much evidence as the given time allows; the evidence names the missing parts with reasons. Returns
     * within that time, even where a reading hangs. May be called from any thread.
     */
    Evidence take(Subject subject, Duration most);
}
