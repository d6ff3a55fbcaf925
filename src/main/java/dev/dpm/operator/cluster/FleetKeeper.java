package dev.dpm.operator.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.dpm.operator.certificate.Authority;
import dev.dpm.operator.certificate.FleetMaterial;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.certificate.Renewal;
import dev.dpm.operator.inject.PodMetadata;
import dev.dpm.operator.model.MaintainedObjects;
import dev.dpm.operator.model.Supervision;

/**
 * Maintains the Secret {@code dpm-fleet} with the certificate and the token of dpm-runners in each namespace that has a
 * Supervision. The API server deletes the Secret with the last Supervision of the namespace. Not thread-safe, except
 * {@link #sign}.
 */
final class FleetKeeper {

    private static final System.Logger LOG = System.getLogger(FleetKeeper.class.getName());

    private final KubernetesClient client;
    private final Authority authority;
    private final Clock clock;
    private final LongSupplier nanos;
    private final AtomicReference<Optional<Material>> operators = new AtomicReference<>(Optional.empty());
    private final Map<String, Known> known = new HashMap<>();
    /** The Secrets that existed when this replica became the leader, by namespace. */
    private final Listed<Secret> listed = new Listed<>();
    private FleetMaterial made = FleetMaterial.nothing();

    private record Known(List<OwnerReference> owners, Material signed, long since) {
    }

    /**
     * Creates an object that writes no Secrets until {@link #sign} is called.
     *
     * @param nanos a monotonic clock, in nanoseconds
     */
    FleetKeeper(KubernetesClient client, Authority authority, Clock clock, LongSupplier nanos) {
        this.client = client;
        this.authority = authority;
        this.clock = clock;
        this.nanos = nanos;
    }

    void sign(Material material) {
        operators.set(Optional.of(material));
    }

    /**
     * Forgets which Secrets this object wrote, since another replica may have changed them. The method is called when this
     * replica becomes the leader.
     */
    void restart() {
        known.clear();
        listed.restart(nanos.getAsLong());
    }

    void learn(Secret found) {
        if (MaintainedObjects.FLEET.equals(found.getMetadata().getName())) {
            listed.put(found.getMetadata().getNamespace(), found);
        }
    }

    /**
     * Writes the Secret of a namespace if its certificate, token or owners must change. If the operator does not have its
     * authority's private key, no Secret is written.
     *
     * @param owners the Supervisions of the namespace
     * @param mayWrite returns whether this replica is still the leader
     * @return whether the Secret could not be written yet, so that this method must be called again soon
     */
    boolean look(String namespace, List<Supervision> owners, BooleanSupplier mayWrite) {
        Optional<Material> material = operators.get();
        if (material.isEmpty() || !material.get().isOurs()) {
            return material.isEmpty();
        }
        List<OwnerReference> references = owners.stream().map(Supervision::asOwner)
                .sorted(Comparator.comparing(OwnerReference::getName)).toList();
        Known before = known.get(namespace);
        boolean isFresh = before != null && before.owners().equals(references)
                && before.signed().equals(material.get())
                && nanos.getAsLong() - before.since() < ConfigWriter.TRUSTED.toNanos();
        if (references.isEmpty() || isFresh) {
            return false;
        }
        if (!write(namespace, references, material.get(), mayWrite)) {
            return true;
        }
        known.put(namespace, new Known(references, material.get(), nanos.getAsLong()));
        return false;
    }

    void forget(String namespace) {
        known.remove(namespace);
    }

    private boolean write(String namespace, List<OwnerReference> owners, Material material, BooleanSupplier mayWrite) {
        Secret found = listed.take(namespace, nanos.getAsLong())
                .orElseGet(() -> client.secrets().inNamespace(namespace).withName(MaintainedObjects.FLEET).get());
        if (found != null && !isOurs(found)) {
            LOG.log(System.Logger.Level.WARNING, "Secret {0} of namespace {1} is somebody else''s, so its dpm-runners "
                    + "cannot be asked: rename it", MaintainedObjects.FLEET, namespace);
            return true;
        }
        FleetMaterial old = found == null ? FleetMaterial.nothing() : read(found);
        FleetMaterial wanted = (old.isDue(material, clock.instant()) ? old.served(signed(material)) : old)
                .completed(material);
        if (wanted.equals(old) && Set.copyOf(owners).equals(Set.copyOf(found.getMetadata().getOwnerReferences()))) {
            return true;
        }
        if (!mayWrite.getAsBoolean()) {
            return false;
        }
        client.resource(secret(namespace, owners, wanted)).patch(StatusWriter.APPLY);
        return true;
    }

    private FleetMaterial signed(Material material) {
        if (made.isDue(material, clock.instant())) {
            LOG.log(System.Logger.Level.INFO, "Makes anew: the certificate of dpm-runners in pods");
            try {
                made = FleetMaterial.servedBy(authority.renewed(material, Renewal.SERVED));
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException("no certificate for dpm-runners in pods: " + e.getMessage(), e);
            }
        }
        return made;
    }

    private static boolean isOurs(Secret found) {
        return Optional.ofNullable(found.getMetadata().getLabels()).orElse(Map.of())
                .getOrDefault(PodMetadata.MANAGED_BY, "")
                .equals(PodMetadata.OPERATOR);
    }

    private static FleetMaterial read(Secret secret) {
        Map<String, String> data = new HashMap<>();
        Optional.ofNullable(secret.getData()).orElse(Map.of()).forEach((key, value) -> data.put(key,
                new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return FleetMaterial.of(data);
    }

    private static Secret secret(String namespace, List<OwnerReference> owners, FleetMaterial material) {
        Map<String, String> data = new HashMap<>();
        material.data().forEach((key, value) -> data.put(key,
                Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return new SecretBuilder().withNewMetadata().withName(MaintainedObjects.FLEET).withNamespace(namespace)
                .addToLabels(PodMetadata.MANAGED_BY, PodMetadata.OPERATOR).withOwnerReferences(owners).endMetadata()
                .withType("Opaque").withData(data).build();
    }
}
