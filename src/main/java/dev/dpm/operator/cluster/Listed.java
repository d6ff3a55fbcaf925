package dev.dpm.operator.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Objects of the cluster, from the list that was read when this replica began to lead. Each object is given out once,
 * and only within {@link ConfigWriter#TRUSTED} after the list was read; later the caller must ask the API server. Not
 * for use by two threads.
 *
 * @param <T> the kind of the objects
 */
final class Listed<T> {

    private final Map<String, T> objects = new HashMap<>();
    private long since;

    /** Forgets the objects of the last list; a new list begins. */
    void restart(long now) {
        objects.clear();
        since = now;
    }

    void put(String key, T object) {
        objects.put(key, object);
    }

    /**
     * The object of that key; empty if the list had none, or the list is too old, or the object was given out before.
     */
    Optional<T> take(String key, long now) {
        if (now - since >= ConfigWriter.TRUSTED.toNanos()) {
            objects.clear();
        }
        return Optional.ofNullable(objects.remove(key));
    }
}
