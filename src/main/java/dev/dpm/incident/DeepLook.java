package dev.dpm.incident;

import java.time.Duration;
import java.util.Map;

/**
 * Examines a target with programs such as {@code jcmd} for a JVM, or with a command that the user has configured. The
 * package {@code evidence} implements this interface.
 */
public interface DeepLook {

    /** The implementation that runs no program and returns an empty result. */
    DeepLook NONE = (opening, id, most) -> new Found(Map.of(), Map.of());

    /** Runs the programs that apply to the target, and returns after {@code most} at the latest, with the output until then. */
    Found take(IncidentTrigger opening, String id, Duration most);

    /**
     * The results of the programs.
     *
     * @param files content by file name
     * @param missing the reason for each missing or incomplete result
     */
    record Found(Map<String, byte[]> files, Map<String, String> missing) {
    }
}
