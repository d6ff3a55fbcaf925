package dev.dpm.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;

import dev.dpm.operator.model.Json;
import dev.dpm.operator.model.StoredSupervision;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionCheck;

/**
 * Tests Supervisions that nobody refused: the webhook was down, and the schema was that of an older or a newer
 * definition. Each Supervision gets a status of bounded length, and selects either the pods that its words mean or
 * none. LONG stands for 10,000 letters.
 */
class HostileSupervisionTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final int MOST_BYTES = 64 << 10;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"selector":{"matchLabels":{"app":"web"}},"options":{"LONG":"1"}}                                              | 1 | false
            {"selector":{"matchLabels":{"app":"web"}},"options":{"memoryThreshold":"LONG"}}                                | 1 | false
            {"selector":{"matchLabels":{"app":"web"}},"options":{"execCheck":"\\u202e\\u0000\\ud800"}}                      | 1 | false
            {"selector":{"matchLabels":{"app":"web"}},"LONG":"LONG"}                                                       | 1 | false
            {"selector":{"matchLabels":{"app":"web"}},"process":{"match":"(LONG"}}                                         | 1 | false
            {"selector":{"matchLabels":{"app":"web"}},"process":{"match":"((((a+)+)+)+)+$"}}                               | 1 | true
            {"selector":{"matchLabels":{"app":"web"}},"container":"LONG","image":"LONG"}                                   | 1 | false
            {"selector":{"matchLabels":{"app":"web"}},"maxUnavailable":"LONG"}                                             | 1 | false
            {"selector":{"matchLabels":{"app":"LONG"}}}                                                                    | 0 | false
            {"selector":{"matchLabels":{"LONG":"LONG"}}}                                                                   | 0 | false
            {"selector":{"matchLabels":{"\\u65e5\\u672c":"\\ud83d\\ude00"}}}                                               | 0 | false
            {"selector":{"matchLabels":{"app":null}}}                                                                      | 0 | false
            {"selector":{"matchLabels":{"app":"web"},"matchExpressions":[{"key":"app","operator":"NotIn","values":["web"]}]}} | 0 | true
            {"selector":{"matchExpressions":[{"key":"app","operator":"In","values":["web"]},{"key":"app","operator":"DoesNotExist"}]}} | 0 | true
            {"selector":{"matchExpressions":[{"key":"app","operator":"In","values":null}]}}                                | 0 | false
            {"selector":{"matchExpressions":[{"key":"app","operator":"LONG","values":["web"]}]}}                           | 0 | false
            {"selector":{"matchExpressions":[{"key":null,"operator":null}]}}                                               | 0 | false
            {"selector":{"matchExpressions":[null]}}                                                                       | 0 | false
            {"selector":{}}                                                                                                | 1 | false
            {"selector":null}                                                                                              | 0 | false
            {"selector":[]}                                                                                                | 0 | false
            {}                                                                                                             | 0 | false
            """)
    void it_has_a_bounded_status_and_selects_what_it_says(String spec, int selected, boolean isSound) throws Exception {
        ObjectNode document = (ObjectNode) Json.MAPPER.readTree(("""
                {"apiVersion":"dpm.dev/v1alpha1","kind":"Supervision","metadata":{"name":"web","namespace":"shop",
                "generation":1},"spec":%s}""").formatted(spec).replace("LONG", "l".repeat(10_000)));
        Supervision supervision = StoredSupervision.read(document);
        List<String> faults = SupervisionCheck.faults(supervision);

        DesiredState wanted = DesiredState
                .of(new ObservedState(supervision, faults, List.of(), List.of(pod()), "dpm:1", pod -> List.of(), NOW));

        assertThat(faults.isEmpty()).as(faults.toString()).isEqualTo(isSound);
        assertThat(wanted.status().pods().selected()).isEqualTo(selected);
        assertThat(wanted.configs()).hasSize(isSound ? 1 : 0);
        assertThat(Json.MAPPER.writeValueAsString(wanted.status()).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(MOST_BYTES);
    }

    private static Pod pod() {
        return new PodBuilder().withNewMetadata().withName("a").withNamespace("shop").withLabels(Map.of("app", "web"))
                .endMetadata().withNewSpec().addNewContainer().withName("app").endContainer().endSpec().build();
    }
}
