package dev.dpm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Tests what the manifests in {@code deploy/operator} promise to a cluster in which the operator is down. */
class OperatorManifestsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void an_operator_that_is_down_stops_nothing() throws IOException {
        for (JsonNode configuration : read("webhook.yaml")) {
            JsonNode webhook = configuration.path("webhooks").path(0);
            assertThat(configuration.path("webhooks")).hasSize(1);
            assertThat(webhook.path("failurePolicy").asText()).isEqualTo("Ignore");
            assertThat(webhook.path("timeoutSeconds").asInt()).isEqualTo(5);
            assertThat(webhook.path("sideEffects").asText()).as("dry runs are answered, too").isEqualTo("None");
            assertThat(webhook.at("/clientConfig/caBundle").isMissingNode())
                    .as("an empty one would be put over the operator's").isTrue();
        }
    }

    @Test
    void only_new_pods_of_namespaces_that_ask_for_it_wait_for_the_operator() throws IOException {
        JsonNode webhook = read("webhook.yaml").get(0).path("webhooks").path(0);

        assertThat(webhook.path("rules")).hasSize(1);
        assertThat(webhook.at("/rules/0/resources").toString()).isEqualTo("[\"pods\"]");
        assertThat(webhook.at("/rules/0/operations").toString()).isEqualTo("[\"CREATE\"]");
        assertThat(webhook.at("/namespaceSelector/matchLabels").toString())
                .isEqualTo("{\"dpm.dev/supervise\":\"enabled\"}");
        assertThat(webhook.at("/namespaceSelector/matchExpressions/0").toString()).contains("NotIn", "kube-system",
                "dpm-system", "kubernetes.io/metadata.name");
        assertThat(webhook.at("/objectSelector/matchExpressions/0").toString()).contains("dpm.dev/inject", "NotIn",
                "false");
        assertThat(webhook.path("reinvocationPolicy").asText()).isEqualTo("IfNeeded");
    }

    @Test
    void two_replicas_run_confined_and_one_of_them_stays() throws IOException {
        List<JsonNode> objects = read("deployment.yaml");
        JsonNode pod = objects.get(0).at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");

        assertThat(objects.get(0).at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(objects.get(1).path("kind").asText()).isEqualTo("PodDisruptionBudget");
        assertThat(objects.get(1).at("/spec/maxUnavailable").asInt()).isEqualTo(1);
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.at("/securityContext/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(container.at("/resources/limits/memory").isTextual()).isTrue();
        assertThat(read("namespace.yaml").get(0).at("/metadata/labels").toString())
                .contains("\"pod-security.kubernetes.io/enforce\":\"restricted\"");
    }

    private static List<JsonNode> read(String file) throws IOException {
        String text = Files.readString(Path.of("deploy", "operator", file));
        return StreamSupport
                .stream(new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text).spliterator(), false)
                .map(document -> (JsonNode) JSON.valueToTree(document)).toList();
    }
}
