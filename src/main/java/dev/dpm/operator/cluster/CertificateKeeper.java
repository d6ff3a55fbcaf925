package dev.dpm.operator.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;

import dev.dpm.operator.certificate.Authority;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.certificate.Renewal;

/**
 * Stores the operator's certificate authority and the certificate of its webhook in a Secret that all replicas use. If
 * two replicas renew the certificates at the same time, the API server refuses the second write.
 */
public final class CertificateKeeper {

    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final OperatorNames names;
    private final Authority authority;
    private final Clock clock;
    private final Trust trust;

    public CertificateKeeper(KubernetesClient client, OperatorNames names, Authority authority, Clock clock) {
        this.client = client;
        this.names = names;
        this.clock = clock;
        this.authority = authority;
        this.trust = new Trust(client);
    }

    /**
     * Reads the certificates from the Secret and renews those that are due. The webhook uses a new authority only after
     * the API server trusts it.
     *
     * @return the present certificates; empty if another replica wrote the Secret at the same time, so that this method
     *     must be called again
     */
    public Optional<Material> look() throws IOException, GeneralSecurityException {
        try {
            return looked();
        } catch (KubernetesClientException e) {
            throw new IOException(Cause.of(e), e);
        }
    }

    private Optional<Material> looked() throws IOException, GeneralSecurityException {
        Secret secret = resource().get();
        Optional<Material> found = secret == null ? Optional.empty() : Optional.of(read(secret));
        Renewal due = found.map(material -> Renewal.due(material, names.served(), clock.instant()))
                .orElse(Renewal.AUTHORITY);
        Optional<Material> now = due == Renewal.NOTHING
                ? found
                : written(secret, found.isPresent() ? renewed(found.get(), due) : authority.made());
        if (now.isPresent() && now.get().isOurs()) {
            trust.put(now.get().authorities());
        }
        return now;
    }

    private Material renewed(Material old, Renewal due) throws IOException, GeneralSecurityException {
        System.getLogger(CertificateKeeper.class.getName()).log(System.Logger.Level.INFO, "Makes anew: {0}",
                due == Renewal.SERVED ? "the certificate of the webhook" : "the authority and its certificate");
        return authority.renewed(old, due);
    }

    private Resource<Secret> resource() {
        return client.secrets().inNamespace(names.namespace()).withName(OperatorNames.SECRET);
    }

    private static Material read(Secret secret) throws GeneralSecurityException {
        Map<String, String> data = new HashMap<>();
        Optional.ofNullable(secret.getData()).orElse(Map.of()).forEach((key, value) -> data.put(key,
                new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return Material.of(data);
    }

    private Optional<Material> written(Secret before, Material material) {
        SecretBuilder secret = before == null
                ? new SecretBuilder().withNewMetadata().withName(OperatorNames.SECRET)
                        .withNamespace(names.namespace()).endMetadata().withType("Opaque")
                : new SecretBuilder(before);
        Map<String, String> data = new HashMap<>();
        material.data().forEach((key, value) -> data.put(key,
                Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        Secret wanted = secret.withData(data).build();
        try {
            if (before == null) {
                client.resource(wanted).create();
            } else {
                // the API server refuses the update with a conflict if another replica has changed the Secret since it was read
                client.resource(wanted).update();
            }
            return Optional.of(material);
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
