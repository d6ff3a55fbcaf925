package dev.dpm.incident;

import java.time.Duration;

/**
 * Collects evidence on a target's processes, their connections and the machine. The package {@code evidence} implements
 * this interface.
 */
public interface Look {

    /**
     * Collects as much evidence on the target as the given time allows; the evidence names each missing part with the
     * reason. The method returns within that time, even if reading a file hangs. Any thread may call it.
     */
    Evidence take(Subject subject, Duration most);
}
