package dev.dpm.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;

import dev.dpm.config.yaml.YamlDocuments;
import dev.dpm.operator.inject.Injection.Injected;
import dev.dpm.operator.inject.InjectionTableTest.Case;
import dev.dpm.operator.model.Json;

/**
 * The native form of the sidecar, by the rules of API servers from 1.29 on. No such server can be built from Debian's
 * sources, so the rules are written down here ({@link PodRules}), and wrong pods show that each rule finds its fault.
 */
class NativeSidecarTest {

    static List<Path> cases() {
        return InjectionTableTest.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void an_injected_pod_breaks_no_rule_that_it_kept_before(Path file) throws Exception {
        Case asked = new Case((Map<?, ?>) YamlDocuments.read(Files.readString(file)).get(0));
        Pod before = asked.pod();
        if (!(asked.injection(before) instanceof Injected injected)) {
            return;
        }
        PodSpec after = injected.pod().getSpec();

        assertThat(PodRules.broken(after)).isEqualTo(PodRules.broken(before.getSpec()));
        Container sidecar = InjectionTableTest.sidecar(injected.pod());
        if (sidecar.getRestartPolicy() != null) {
            List<Container> first = after.getInitContainers();
            assertThat(first.get(first.size() - 1)).as("init containers of the pod end before it begins")
                    .isSameAs(sidecar);
            assertThat(first.subList(0, first.size() - 1)).isEqualTo(before.getSpec().getInitContainers());
            assertThat(sidecar.getStartupProbe()).as("the containers would wait for it").isNull();
            assertThat(PodRules.completesWith(after, names(before.getSpec()))).isTrue();
        } else {
            assertThat(after.getRestartPolicy()).as("a pod that never completes must not be to end")
                    .isIn("Always", null);
        }
        assertThat(after.getRestartPolicy()).isEqualTo(before.getSpec().getRestartPolicy());
    }

    @Test
    void pods_of_jobs_are_among_them() {
        assertThat(cases()).extracting(file -> file.getFileName().toString()).contains("a_job.yaml",
                "a_job_that_restarts.yaml", "a_job_with_completions_and_rules.yaml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"initContainers":[{"name":"dpm","restartPolicy":"OnFailure"}],"containers":[{"name":"a"}]} | dpm: the restartPolicy is not Always
            {"containers":[{"name":"a","restartPolicy":"Always"}]} | a: a container outside initContainers has a restartPolicy
            {"initContainers":[{"name":"dpm","livenessProbe":{"tcpSocket":{"port":1}}}],"containers":[{"name":"a"}]} | dpm: an init container that ends has a probe or a hook
            {"initContainers":[{"name":"a","restartPolicy":"Always"}],"containers":[{"name":"a"}]} | a: the name occurs twice
            {"containers":[{"name":"a","volumeMounts":[{"name":"v","mountPath":"/v"}]}]} | a: it mounts no volume of the pod
            {"containers":[{"name":"a","ports":[{"containerPort":1,"name":"a-name-of-sixteen"}]}]} | a: a name of a port is too long, wrong or there twice
            {"containers":[{"name":"a","ports":[{"containerPort":70000}]}]} | a: a port is out of range
            {"containers":[{"name":"a","livenessProbe":{"successThreshold":2,"tcpSocket":{"port":1}}}]} | a: a liveness or startup probe succeeds after more than one success
            {"containers":[{"name":"a","livenessProbe":{"periodSeconds":2}}]} | a: a probe has not one handler
            {"containers":[{"name":"a","resources":{"requests":{"cpu":"2"},"limits":{"cpu":"100m"}}}]} | a: it requests more than its limit
            {"containers":[{"name":"a","env":[{"name":"X","valueFrom":{"resourceFieldRef":{"containerName":"b","resource":"limits.memory"}}}]}]} | a: a variable is of a container that is not there
            """)
    void each_rule_finds_its_fault(String pod, String fault) throws Exception {
        assertThat(PodRules.broken(Json.MAPPER.readValue(pod, PodSpec.class))).containsExactly(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"initContainers":[{"name":"dpm","restartPolicy":"Always"}],"containers":[{"name":"a"}]} | true
            {"initContainers":[{"name":"dpm"}],"containers":[{"name":"a"}]}                          | false
            {"containers":[{"name":"a"},{"name":"dpm"}]}                                             | false
            """)
    void a_pod_of_a_job_completes_only_with_a_sidecar_that_is_no_container_of_its_list(String pod, boolean completes)
            throws Exception {
        assertThat(PodRules.completesWith(Json.MAPPER.readValue(pod, PodSpec.class), Set.of("a"))).isEqualTo(completes);
    }

    private static Set<String> names(PodSpec pod) {
        return pod.getContainers().stream().map(Container::getName).collect(Collectors.toSet());
    }
}
