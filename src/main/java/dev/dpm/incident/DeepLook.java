package dev.dpm.incident;

import java.time.Duration;
import java.util.Map;

/** Port: examines a target with programs made for that, such as {@code jcmd} for a JVM, or a command of the user. */
public interface DeepLook {

    /** The implementation that examines nothing. */
    DeepLook NONE = (opening, id, most) -> new Found(Map.of(), Map.of());

    /**
     * Runs the programs that apply to the target. Returns within the given time, even where a program hangs; output
     * that a program has written until then is kept.
     */
    Found take(Opening opening, String id, Duration most);

    /**
     * The results of the programs that examine a target.
     *
     * @param files file name to content
     * @param missing the name of each result that is missing or incomplete, with the reason
     */
    record Found(Map<String, byte[]> files, Map<String, String> missing) {
    }
}
