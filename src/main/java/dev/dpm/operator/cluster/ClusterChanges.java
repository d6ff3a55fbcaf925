package dev.dpm.operator.cluster;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

import dev.dpm.operator.model.Json;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionCheck;
import dev.dpm.operator.page.Changes;

/** Changes a Supervision with a person's token, so that the person's permissions and name apply. */
record ClusterChanges(KubernetesClient client, SupervisionView supervisions) implements Changes {

    /**
     * The type of the resource Supervision. Without it, the client would request the list of all resource types from the
     * API server.
     */
    private static final ResourceDefinitionContext TYPE = ResourceDefinitionContext
            .fromResourceType(Supervision.class);
    private static final String SPEC = "spec";
    private static final String OPTIONS = "options";
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    @Override
    public Optional<Map<String, String>> options(String namespace, String supervision) {
        return supervisions.find(namespace + "/" + supervision).map(found -> {
            Map<String, String> options = new TreeMap<>();
            found.getSpec().options().forEach((name, value) -> options.put(name, String.valueOf(value)));
            return options;
        });
    }

    @Override
    public Outcome change(String token, String namespace, String supervision, Map<String, String> options)
            throws IOException {
        try (KubernetesClient theirs = as(token)) {
            // a generic resource keeps fields of the Supervision that this version of the operator does not know
            var all = theirs.genericKubernetesResources(TYPE).inNamespace(namespace);
            GenericKubernetesResource found = all.withName(supervision).get();
            if (found == null) {
                return new Outcome(false, "Supervision " + namespace + "/" + supervision + " is gone.");
            }
            write(found, options);
            List<String> faults = SupervisionCheck.faults(Json.MAPPER.convertValue(found, Supervision.class));
            if (!faults.isEmpty()) {
                return new Outcome(false, "Nothing was changed: " + String.join("; also: ", faults) + ".");
            }
            // the API server refuses the update with a conflict if somebody has changed the Supervision since it was read
            all.resource(found).update();
            return new Outcome(true, "Supervision " + namespace + "/" + supervision
                    + " is changed; its pods follow within a minute or two.");
        } catch (KubernetesClientException e) {
            return refused(e);
        } catch (IllegalArgumentException e) {
            return new Outcome(false, "Nothing was changed: the Supervision cannot be read: " + Cause.of(e));
        }
    }

    private static Outcome refused(KubernetesClientException e) throws IOException {
        return switch (e.getCode()) {
            case FORBIDDEN -> new Outcome(false, "Nothing was changed: you may not get and update this Supervision.");
            case NOT_FOUND -> new Outcome(false, "Nothing was changed: the Supervision is gone.");
            case CONFLICT ->
                new Outcome(false, "Nothing was changed: somebody else changed the Supervision at the same "
                        + "moment; load the page again.");
            default -> {
                if (e.getCode() == 0 || e.getCode() >= 500) {
                    throw new IOException(Cause.of(e), e);
                }
                yield new Outcome(false, "Nothing was changed: " + Cause.of(e));
            }
        };
    }

    private static void write(GenericKubernetesResource supervision, Map<String, String> options) {
        Map<String, Object> spec = copy(supervision.getAdditionalProperties().get(SPEC));
        Map<String, Object> all = copy(spec.get(OPTIONS));
        options.forEach((name, text) -> {
            if (text.isEmpty()) {
                all.remove(name);
            } else {
                all.put(name, text);
            }
        });
        spec.put(OPTIONS, all);
        supervision.setAdditionalProperty(SPEC, spec);
    }

    private static Map<String, Object> copy(Object map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (map instanceof Map<?, ?> given) {
            given.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        return copy;
    }

    /** A client for the same API server that sends the person's token instead of the operator's service account. */
    private KubernetesClient as(String token) {
        Config own = client.getConfiguration();
        Config theirs = new ConfigBuilder(Config.empty()).withMasterUrl(own.getMasterUrl())
                .withCaCertFile(own.getCaCertFile()).withCaCertData(own.getCaCertData())
                .withTrustCerts(own.isTrustCerts()).withDisableHostnameVerification(own.isDisableHostnameVerification())
                .withConnectionTimeout(own.getConnectionTimeout()).withRequestTimeout(own.getRequestTimeout())
                .withRequestRetryBackoffLimit(0).withOauthToken(token).build();
        return new KubernetesClientBuilder().withConfig(theirs).build();
    }
}
