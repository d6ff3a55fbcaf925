package dev.dpm.operator.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The objects of one kind that existed when this replica became the leader. Each object is returned once, and only
 * within {@link ConfigWriter#TRUSTED} after the list was read. Later the object may be outdated, so the caller must
 * read the object from the API server. Not thread-safe.
 *
 * @param <T> the kind of the objects
 */
final class Listed<T> {

    private final Map<String, T> objects = new HashMap<>();
    private long since;

    /**
     * Removes the objects of the previous list, before the caller adds those of a new list.
     *
     * @param now the time on a monotonic clock in nanoseconds
     */
    void restart(long now) {
        objects.clear();
        since = now;
    }

    void put(String key, T object) {
        objects.put(key, object);
    }

    /**
     * Removes and returns the object of a key. Empty if the list did not contain the object, if it was returned before,
     * or if the list is older than {@link ConfigWriter#TRUSTED}.
     */
    Optional<T> take(String key, long now) {
        if (now - since >= ConfigWriter.TRUSTED.toNanos()) {
            objects.clear();
        }
        return Optional.ofNullable(objects.remove(key));
    }
}
