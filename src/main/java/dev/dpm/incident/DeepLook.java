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

    /**
     * Runs the programs that apply to the target of an incident. The method returns after {@code most} at the latest,
     * even if a program hangs; the output that the program has written until then is part of the result.
     */
    Found take(Opening opening, String id, Duration most);

    /**
     * The results of the programs that examine a target.
     *
     * @param files file name to content
     * @param missing the name of each result that is missing or incomplete, mapped to the reason
     */
    record Found(Map<String, byte[]> files, Map<String, String> missing) {
    }
}
