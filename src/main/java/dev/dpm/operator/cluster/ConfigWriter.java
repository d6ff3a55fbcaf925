package dev.dpm.operator.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.dpm.operator.inject.PodMetadata;

/**
 * Writes ConfigMaps with the options for dpm-runners by server-side apply. A ConfigMap that another program made is not
 * changed. Not thread-safe.
 */
final class ConfigWriter {

    /** How long, after it wrote a ConfigMap, this class does not check whether somebody has changed the ConfigMap. */
    static final Duration TRUSTED = Duration.ofMinutes(4);

    private final KubernetesClient client;
    private final LongSupplier nanos;
    private final Map<String, Known> known = new HashMap<>();
    /** The ConfigMaps that existed when this replica became the leader, by namespace and name. */
    private final Listed<ConfigMap> listed = new Listed<>();

    private record Known(ConfigMap wanted, long since) {
    }

    /**
     * Creates an object that writes ConfigMaps.
     *
     * @param nanos a monotonic clock, in nanoseconds
     */
    ConfigWriter(KubernetesClient client, LongSupplier nanos) {
        this.client = client;
        this.nanos = nanos;
    }

    /**
     * Forgets which ConfigMaps this object wrote, since another replica may have changed them. The method is called when this
     * replica becomes the leader.
     */
    void restart() {
        known.clear();
        listed.restart(nanos.getAsLong());
    }

    void learn(ConfigMap found) {
        listed.put(name(found), found);
    }

    /**
     * Writes a ConfigMap, unless the cluster has the same one already.
     *
     * @param key {@code namespace/name}
     */
    void write(String key, ConfigMap wanted) {
        long now = nanos.getAsLong();
        Known before = known.get(key);
        if (before != null && before.wanted().equals(wanted) && now - before.since() < TRUSTED.toNanos()) {
            return;
        }
        ConfigMap found = listed.take(name(wanted), now).orElseGet(() -> client.resource(wanted).get());
        if (found != null && !isOurs(found, wanted)) {
            System.getLogger(ConfigWriter.class.getName()).log(System.Logger.Level.WARNING,
                    "ConfigMap {0} of namespace {1} is somebody else''s, so sidecars get no changes: rename it, or the "
                            + "Supervision",
                    wanted.getMetadata().getName(), wanted.getMetadata().getNamespace());
        } else if (found == null || !isAsWanted(found, wanted)) {
            client.resource(wanted).patch(StatusWriter.APPLY);
        }
        known.put(key, new Known(wanted, now));
    }

    void forget(String key) {
        known.remove(key);
    }

    private static String name(ConfigMap map) {
        return map.getMetadata().getNamespace() + "/" + map.getMetadata().getName();
    }

    private static boolean isOurs(ConfigMap found, ConfigMap wanted) {
        return Optional.ofNullable(found.getMetadata().getLabels()).orElse(Map.of())
                .getOrDefault(PodMetadata.MANAGED_BY, "")
                .equals(PodMetadata.OPERATOR) && PodMetadata.supervision(found).equals(PodMetadata.supervision(wanted));
    }

    private static boolean isAsWanted(ConfigMap found, ConfigMap wanted) {
        return wanted.getData().equals(found.getData())
                && found.getMetadata().getOwnerReferences().containsAll(wanted.getMetadata().getOwnerReferences());
    }
}
