package dev.dpm.operator.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Objects of one kind from before this replica's leadership. Each is returned once, and only within {@link ConfigWriter#TRUSTED}.
 * Not thread-safe.
 */
final class Listed<T> {

    private final Map<String, T> objects = new HashMap<>();
    private long since;

    void restart(long now) {
        objects.clear();
        since = now;
    }

    void put(String key, T object) {
        objects.put(key, object);
    }

    /** Returns an object once; empty: unknown, returned already, or too old. */
    Optional<T> take(String key, long now) {
        if (now - since >= ConfigWriter.TRUSTED.toNanos()) {
            objects.clear();
        }
        return Optional.ofNullable(objects.remove(key));
    }
}
