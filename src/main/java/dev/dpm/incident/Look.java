package dev.dpm.incident;

import java.time.Duration;

/** Port: looks at a target's processes and what is around them. */
public interface Look {

    /**
     * Takes what can be taken in the given time; the rest says why it is missing. Comes back in that time, whatever
     * hangs. Safe from any thread.
     */
    Evidence take(Subject subject, Duration most);
}
