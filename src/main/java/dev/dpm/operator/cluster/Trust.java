package dev.dpm.operator.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

import dev.dpm.operator.model.Json;

/**
 * Writes the certificate of the operator's authority into webhook configurations, so that the API server trusts the
 * operator's webhook.
 */
final class Trust {

    /**
     * If a webhook configuration has this annotation, cert-manager writes the certificate into it, and the operator must
     * not.
     */
    private static final String OF_OTHERS = "cert-manager.io/inject-ca-from";

    private final KubernetesClient client;

    Trust(KubernetesClient client) {
        this.client = client;
    }

    void put(String authorities) {
        String bundle = Base64.getEncoder().encodeToString(authorities.getBytes(StandardCharsets.UTF_8));
        Resource<MutatingWebhookConfiguration> mutating = client.admissionRegistration().v1()
                .mutatingWebhookConfigurations().withName(OperatorNames.OPERATOR);
        Optional.ofNullable(mutating.get()).ifPresent(found -> put(mutating, found, found.getWebhooks().stream()
                .map(each -> new Hook(each.getName(), each.getClientConfig())).toList(), bundle));
        Resource<ValidatingWebhookConfiguration> validating = client.admissionRegistration().v1()
                .validatingWebhookConfigurations().withName(OperatorNames.OPERATOR);
        Optional.ofNullable(validating.get()).ifPresent(found -> put(validating, found, found.getWebhooks().stream()
                .map(each -> new Hook(each.getName(), each.getClientConfig())).toList(), bundle));
    }

    private record Hook(String name, WebhookClientConfig client) {

        boolean needs(String bundle) {
            return client != null && client.getService() != null
                    && OperatorNames.OPERATOR.equals(client.getService().getName())
                    && !bundle.equals(client.getCaBundle());
        }
    }

    private static void put(Resource<?> resource, HasMetadata found, List<Hook> hooks, String bundle) {
        Map<String, String> annotations = found.getMetadata().getAnnotations();
        boolean isOthers = annotations != null
                && annotations.keySet().stream().anyMatch(key -> key.startsWith(OF_OTHERS));
        ArrayNode patch = Json.MAPPER.createArrayNode();
        for (int i = 0; i < hooks.size() && !isOthers; i++) {
            if (hooks.get(i).needs(bundle)) {
                // by the operation "test", the API server refuses the patch if another webhook is at this index now
                patch.addObject().put("op", "test").put("path", "/webhooks/" + i + "/name").put("value",
                        hooks.get(i).name());
                patch.addObject().put("op", "add").put("path", "/webhooks/" + i + "/clientConfig/caBundle")
                        .put("value", bundle);
            }
        }
        if (!patch.isEmpty()) {
            resource.patch(PatchContext.of(PatchType.JSON), patch.toString());
            System.getLogger(Trust.class.getName()).log(System.Logger.Level.INFO, "Puts the caBundle into {0} {1}",
                    found.getKind(), found.getMetadata().getName());
        }
    }
}
