package dev.dpm.operator.inject;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;

import dev.dpm.testing.Any;

/** Random pods: ordinary ones, ones that other injectors changed, and sometimes ones that cannot be supervised. */
final class AnyPod {

    private static final List<String> NAMES = List.of("app", "proxy", "logs", "mesh", "cache", "dpm", "dpm-2");

    private final Any any;
    private final Set<String> taken = new HashSet<>();

    AnyPod(Any any) {
        this.any = any;
    }

    Pod pod() {
        List<Container> containers = new ArrayList<>(List.of(container("app", false)));
        containers.addAll(any.list(3, () -> container(free(), false)));
        PodBuilder pod = new PodBuilder().withNewMetadata().withName("web-0")
                .addToLabels("app", any.of("web", "web", "api"))
                .addToAnnotations(annotations()).endMetadata().withNewSpec().withContainers(containers)
                .withInitContainers(any.list(3, () -> container(free(), any.truth()))).withVolumes(volumes())
                .withRestartPolicy(any.of("Always", "Always", "Never", null))
                .withHostNetwork(any.of(null, null, true)).withShareProcessNamespace(any.of(null, null, true))
                .withAutomountServiceAccountToken(any.of(null, false)).endSpec();
        if (any.between(0, 4) > 0) {
            pod.editSpec().withNewSecurityContext().withRunAsUser((long) any.between(0, 70_000))
                    .withRunAsGroup((long) any.between(0, 70_000)).endSecurityContext().endSpec();
        }
        return pod.build();
    }

    private Map<String, String> annotations() {
        Map<String, String> annotations = new LinkedHashMap<>();
        if (any.truth()) {
            annotations.put(PodMetadata.LOSABLE_VOLUMES, any.of("", "cache", "a,b"));
        }
        if (any.between(0, 9) == 0) {
            annotations.put(PodMetadata.SUPERVISION, "old");
        }
        return annotations;
    }

    private String free() {
        List<String> left = NAMES.stream().filter(name -> !taken.contains(name)).toList();
        String name = any.of(left);
        taken.add(name);
        return name;
    }

    private Container container(String name, boolean isSidecar) {
        taken.add(name);
        ContainerBuilder container = new ContainerBuilder().withName(name).withImage("registry.example/" + name + ":1")
                .withRestartPolicy(isSidecar ? "Always" : null).withLivenessProbe(probe()).withStartupProbe(probe())
                .withEnv(any.list(2, () -> new EnvVar(any.of("A", "PATH", "DPM_PORT"), any.text(5), null)));
        any.list(3, () -> any.of(80, 9180, 9181, 9182)).stream().distinct()
                .forEach(port -> container.addNewPort().withContainerPort(port).endPort());
        if (any.truth()) {
            container.withNewResources().addToLimits("memory", new Quantity(any.between(1, 900) + "Mi")).endResources();
        }
        return container.build();
    }

    private Probe probe() {
        return switch (any.between(0, 4)) {
            case 0 ->
                new ProbeBuilder().withNewHttpGet().withPath(any.of("/healthz", "", "/a b", "/q/health/group/target"))
                        .withNewPort(any.between(1, 65_535)).endHttpGet().withPeriodSeconds(any.between(1, 60)).build();
            case 1 -> new ProbeBuilder().withNewTcpSocket().withNewPort(any.of("web", "80")).endTcpSocket().build();
            case 2 -> new ProbeBuilder().withNewExec().withCommand("/bin/true").endExec().build();
            default -> null;
        };
    }

    private List<Volume> volumes() {
        return any.list(3, () -> any.of("dpm", "dpm-no-token", "data", "cache")).stream().distinct()
                .map(name -> new VolumeBuilder().withName(name).withNewEmptyDir().endEmptyDir().build()).toList();
    }
}
