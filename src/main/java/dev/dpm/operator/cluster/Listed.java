package dev.dpm.operator.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The objects of one Kubernetes kind that existed when this replica became the leader. Each object is returned once, and
 * only within {@link ConfigWriter#TRUSTED} after that time. Not thread-safe.
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

    Optional<T> take(String key, long now) {
        if (now - since >= ConfigWriter.TRUSTED.toNanos()) {
            objects.clear();
        }
        return Optional.ofNullable(objects.remove(key));
    }
}
