package dev.dpm.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;

import dev.dpm.operator.fleet.PodFacts;
import dev.dpm.operator.inject.Facts;
import dev.dpm.operator.inject.Injection.Injected;
import dev.dpm.operator.inject.Injector;
import dev.dpm.operator.inject.ServerVersion;
import dev.dpm.operator.model.Json;
import dev.dpm.operator.model.Samples;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.reconcile.DesiredState;
import dev.dpm.operator.reconcile.ObservedState;
import dev.dpm.operator.reconcile.SelectedPods;

class TrimmedPodTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

    private final Supervision supervision = Samples.with("maxRestarts", 5);

    @Test
    void what_is_decided_from_the_part_is_what_would_be_decided_from_the_whole() {
        for (String server : List.of("1.28", "1.33")) {
            Pod covered = status(injected(server), "app", 3);
            Pod refused = status(new PodBuilder(pod()).editMetadata().withName("c").withUid("u-c")
                    .addToAnnotations("dpm.dev/refused", "the pod has hostPID").endMetadata().build(), "app", 0);
            List<Pod> whole = List.of(covered, refused);
            List<Pod> parts = whole.stream().map(TrimmedPod::of).toList();

            DesiredState wanted = DesiredState
                    .of(new ObservedState(supervision, List.of(), List.of(), whole, "x:1", pod -> List.of(), NOW));
            assertThat(wanted.events()).hasSize(2);
            assertThat(wanted.configs()).hasSize(1);
            assertThat(DesiredState
                    .of(new ObservedState(supervision, List.of(), List.of(), parts, "x:1", pod -> List.of(), NOW)))
                    .isEqualTo(wanted);
            assertThat(SelectedPods.of(supervision, parts, "x:1").supervised().stream()
                    .map(pod -> PodFacts.supervised(pod, "")))
                    .isEqualTo(List.of(PodFacts.supervised(covered, "")));
            assertThat(PodFacts.uncovered(parts.get(1), false)).isEqualTo(PodFacts.uncovered(refused, false));
        }
    }

    /** The pod may have been created while no operator ran that could refuse it. */
    @ParameterizedTest
    @CsvSource({"1000, rollout restart of their workload brings it", "1001, a rollout does not help"})
    void a_pod_that_is_too_large_is_not_advised_a_rollout(int volumes, String words) {
        Pod large = new PodBuilder(pod()).editSpec().withVolumes(IntStream.range(0, volumes)
                .mapToObj(i -> new VolumeBuilder().withName("v-" + i).build()).toList()).endSpec().build();

        DesiredState wanted = DesiredState.of(new ObservedState(supervision, List.of(), List.of(),
                List.of(TrimmedPod.of(large)), "x:1", pod -> List.of(), NOW));

        assertThat(wanted.status().conditions().get(1).getMessage()).contains(words);
        assertThat(wanted.events()).hasSize(volumes > 1000 ? 1 : 0);
    }

    @Test
    void a_large_pod_with_its_dpm_runner_is_not_called_refused() {
        Pod large = new PodBuilder(injected("1.33")).editSpec().addAllToVolumes(IntStream.range(0, 1001)
                .mapToObj(i -> new VolumeBuilder().withName("v-" + i).build()).toList()).endSpec().build();

        assertThat(TrimmedPod.of(large).getMetadata().getAnnotations()).doesNotContainKey("dpm.dev/refused");
    }

    @Test
    void the_part_is_small_and_has_no_value_of_a_variable() throws Exception {
        Pod whole = status(injected("1.33"), "app", 0);

        String text = Json.MAPPER.writeValueAsString(TrimmedPod.of(whole));

        assertThat(text).hasSizeLessThan(Json.MAPPER.writeValueAsString(whole).length() / 2)
                .doesNotContain("secret-of-the-app", "managedFields", "checksum");
    }

    @Test
    void a_pod_without_a_spec_or_labels_is_taken_as_it_is() {
        Pod bare = new PodBuilder().withNewMetadata().withName("a").withNamespace("shop").withResourceVersion("7")
                .endMetadata().build();

        assertThat(TrimmedPod.of(bare)).isEqualTo(bare);
    }

    private Pod injected(String server) {
        Facts facts = new Facts(ServerVersion.parse(server).orElseThrow(), "dpm-runner:1", Set.of("ops"), true);
        return ((Injected) new Injector(facts).inject(pod(), "shop", List.of(supervision))).pod();
    }

    private static Pod pod() {
        return new PodBuilder().withNewMetadata().withName("a").withNamespace("shop").withUid("u-a")
                .withResourceVersion("41").withLabels(Map.of("app", "web"))
                .withAnnotations(Map.of("checksum/config", "b5bb9d80")).withCreationTimestamp("2026-11-29T09:58:00Z")
                .withManagedFields(new ManagedFieldsEntryBuilder().withManager("kube-controller-manager").build())
                .endMetadata().withNewSpec().withNewSecurityContext().withRunAsUser(7L).withRunAsGroup(7L)
                .endSecurityContext().addNewContainer().withName("app").withImage("web:7").addNewEnv().withName("KEY")
                .withValue("secret-of-the-app").endEnv().endContainer().endSpec().build();
    }

    private static Pod status(Pod of, String ended, int restarts) {
        PodBuilder pod = new PodBuilder(of).withNewStatus().withPhase("Running").withPodIP("10.0.0.7")
                .addNewContainerStatus().withName("dpm").withNewState().withNewRunning().endRunning().endState()
                .endContainerStatus().endStatus();
        return restarts == 0
                ? pod.build()
                : pod.editStatus().addNewContainerStatus().withName(ended).withRestartCount(restarts).withNewLastState()
                        .withNewTerminated().withReason("OOMKilled").withFinishedAt("2026-11-29T09:59:00Z")
                        .endTerminated().endLastState().endContainerStatus().endStatus().build();
    }
}
