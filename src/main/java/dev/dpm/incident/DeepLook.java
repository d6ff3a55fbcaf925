package dev.dpm.incident;

import java.time.Duration;
import java.util.Map;

/** Port: looks at a target by programs made for it, such as {@code jcmd} for a JVM, or a command of the user's. */
public interface DeepLook {

    /** Nobody looks. */
    DeepLook NONE = (opening, id, most) -> new Found(Map.of(), Map.of());

    /**
     * Runs what applies to the target. Comes back in the given time, whatever hangs; what a program has written until
     * then is kept.
     */
    Found take(Opening opening, String id, Duration most);

    /**
     * What came of it.
     *
     * @param files name to content
     * @param missing name of a look to the reason why there is none of it, or only a part
     */
    record Found(Map<String, byte[]> files, Map<String, String> missing) {
    }
}
