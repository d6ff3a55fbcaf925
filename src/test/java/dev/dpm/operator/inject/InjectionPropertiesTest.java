package dev.dpm.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.utils.Serialization;

import dev.dpm.operator.inject.Injection.Injected;
import dev.dpm.operator.inject.Injection.Left;
import dev.dpm.operator.inject.Injection.Refused;
import dev.dpm.operator.model.Samples;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionCheck;
import dev.dpm.testing.Any;
import dev.dpm.testing.Tries;

/** Tests the properties of an injection that must hold for any pod. */
class InjectionPropertiesTest {

    private static final int TRIES = 500;

    @Test
    void a_second_pass_changes_nothing() {
        check((before, supervision, injected) -> assertThat(injector().inject(injected.pod(), "shop",
                List.of(supervision))).isEqualTo(new Left(true, "the pod has its dpm-runner already")));
    }

    @Test
    void a_pass_after_another_injector_changes_nothing_of_what_that_one_did() {
        Tries.of(TRIES).check(any -> {
            Supervision supervision = supervision(any);
            if (injector().inject(new AnyPod(any).pod(), "shop", List.of(supervision)) instanceof Injected injected) {
                Pod later = new PodBuilder(injected.pod()).editSpec()
                        .addToContainers(new ContainerBuilder().withName("late").withImage("late").build())
                        .addToInitContainers(0, new ContainerBuilder().withName("early").withImage("early").build())
                        .endSpec().build();

                assertThat(injector().inject(later, "shop", List.of(supervision))).isInstanceOf(Left.class);
            }
        });
    }

    @Test
    void the_pod_that_went_in_is_not_touched() {
        Tries.of(TRIES).check(any -> {
            Pod pod = new AnyPod(any).pod();
            String before = Serialization.asJson(pod);

            injector().inject(pod, "shop", List.of(supervision(any)));

            assertThat(Serialization.asJson(pod)).isEqualTo(before);
        });
    }

    @Test
    void what_was_there_stays_as_it_was_and_in_its_order() {
        check((before, supervision, injected) -> {
            Pod after = injected.pod();
            assertThat(withoutProbes(others(after.getSpec().getContainers())))
                    .isEqualTo(withoutProbes(before.getSpec().getContainers()));
            assertThat(others(after.getSpec().getInitContainers())).isEqualTo(before.getSpec().getInitContainers());
            List<Volume> volumes = before.getSpec().getVolumes();
            assertThat(after.getSpec().getVolumes().subList(0, volumes.size())).isEqualTo(volumes);
            assertThat(rest(after)).isEqualTo(rest(before));
        });
    }

    @Test
    void probes_of_other_containers_are_not_touched() {
        check((before, supervision, injected) -> {
            List<Container> now = others(injected.pod().getSpec().getContainers());
            for (int i = 1; i < now.size(); i++) {
                assertThat(now.get(i)).isEqualTo(before.getSpec().getContainers().get(i));
            }
        });
    }

    @Test
    void names_and_ports_are_nobodys_but_the_sidecars() {
        check((before, supervision, injected) -> {
            Pod after = injected.pod();
            assertUnique(after.getSpec().getVolumes().stream().map(Volume::getName));
            assertUnique(Stream.concat(after.getSpec().getInitContainers().stream(),
                    after.getSpec().getContainers().stream()).map(Container::getName));
            int ours = InjectionTableTest.sidecar(after).getPorts().get(0).getContainerPort();
            assertThat(Obstacles.running(before.getSpec()).flatMap(each -> each.getPorts().stream())
                    .map(ContainerPort::getContainerPort)).doesNotContain(ours);
        });
    }

    @Test
    void the_sidecar_is_confined_and_takes_its_own_command_line() {
        check((before, supervision, injected) -> {
            Container sidecar = InjectionTableTest.sidecar(injected.pod());
            InjectionTableTest.assertRestricted(sidecar);
            assertThat(SidecarWords.faults(sidecar)).isEmpty();
        });
    }

    @Test
    void whoever_is_refused_is_told_in_a_sentence() {
        Tries.of(TRIES).check(any -> {
            if (injector().inject(new AnyPod(any).pod(), "shop",
                    List.of(supervision(any))) instanceof Refused refused) {
                assertThat(refused.sentence()).matches("[a-z].{20,}[^.]");
            }
        });
    }

    /** A property of a pod, its Supervision and the result of the injection. */
    private interface Promise {
        void holdsFor(Pod before, Supervision supervision, Injected injected);
    }

    private static void check(Promise promise) {
        Set<Boolean> seen = new HashSet<>();
        Tries.of(TRIES).check(any -> {
            Supervision supervision = supervision(any);
            Pod before = new AnyPod(any).pod();
            Injection injection = injector().inject(before, "shop", List.of(supervision));
            seen.add(injection instanceof Injected);
            if (injection instanceof Injected injected) {
                promise.holdsFor(before, supervision, injected);
            }
        });
        assertThat(seen).as("whether some were injected and some were not").containsExactlyInAnyOrder(true, false);
    }

    private static Supervision supervision(Any any) {
        Map<String, Object> spec = new LinkedHashMap<>(Map.of("selector", Samples.selector(), "container", "app"));
        if (any.between(0, 3) > 0) {
            spec.put("process", Map.of("match", any.of("shop", "a$(B)", "gunicorn: master")));
        }
        spec.put("liveness", any.of("manage", "chain", "leave"));
        spec.put("form", any.of("auto", "native", "container"));
        spec.put("options", Map.of("onBreach", any.of("terminate", "none", "signal:USR1"), "monitorInterval",
                any.between(1, 60)));
        Supervision supervision = Samples.of(spec);
        assertThat(SupervisionCheck.faults(supervision)).isEmpty();
        return supervision;
    }

    private static Injector injector() {
        return new Injector(new Facts(new ServerVersion(1, 33), "registry.example/dpm-runner:1", Set.of(),
                true));
    }

    private static List<Container> others(List<Container> containers) {
        return containers.stream().filter(each -> !each.getName().equals(PodMetadata.CONTAINER)).toList();
    }

    private static List<Container> withoutProbes(List<Container> containers) {
        return containers.stream().map(each -> new ContainerBuilder(each).withLivenessProbe(null).withStartupProbe(null)
                .build()).toList();
    }

    /** The parts of a pod that no injection may touch. */
    private static Pod rest(Pod pod) {
        return new PodBuilder(pod).editMetadata().removeFromAnnotations(PodMetadata.SUPERVISION)
                .removeFromAnnotations(PodMetadata.DIGEST).removeFromAnnotations(PodMetadata.IMAGE)
                .removeFromAnnotations(PodMetadata.FLEET_PORT)
                .removeFromAnnotations(PodMetadata.LOSABLE_VOLUMES).endMetadata().editSpec()
                .withContainers(new ArrayList<>()).withInitContainers(new ArrayList<>())
                .withVolumes(new ArrayList<>()).withShareProcessNamespace(null).endSpec().build();
    }

    private static void assertUnique(Stream<String> names) {
        assertThat(names.toList()).doesNotHaveDuplicates();
    }
}
