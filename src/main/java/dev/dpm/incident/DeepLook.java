package dev.dpm.incident;

import java.time.Duration;
import java.util.Map;

/**
 * Examines a target with programs such as {@code jcmd} for a JVM, or with a command that the user has configured. The package
 * {@code evidence} implements this interface.
 */
public interface DeepLook {

    DeepLook NONE = (opening, id, most) -> new Found(Map.of(), Map.of());

    /**
     * Runs the programs that apply to the target, and returns their output. The method returns after {@code most} at the
     * latest, with the output that the programs have written until then.
     */
    Found take(IncidentTrigger opening, String id, Duration most);

    /**
     * The results of the programs.
     * @param files the content of each result by its file name
     * @param missing the reason for each missing or incomplete result
     */
    record Found(Map<String, byte[]> files, Map<String, String> missing) {
    }
}
