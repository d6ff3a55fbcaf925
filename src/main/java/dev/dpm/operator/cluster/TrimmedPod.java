package dev.dpm.operator.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;

import dev.dpm.operator.inject.LargePod;
import dev.dpm.operator.inject.PodMetadata;

/**
 * Reduces a pod to the part that the operator needs, to save memory. This part contains the pod's identity, labels,
 * owners, the operator's annotations and the status. Of the spec, it contains the names of the containers, and the image
 * and the environment variables of dpm-runner. If a pod is too large for dpm-runner, the annotations contain the reason.
 */
final class TrimmedPod {

    private static final String OURS = "dpm.dev/";

    private TrimmedPod() {
    }

    static Pod of(Pod whole) {
        PodBuilder part = new PodBuilder().withMetadata(identity(whole)).withStatus(whole.getStatus());
        return Optional.ofNullable(whole.getSpec()).map(spec -> part.withSpec(containers(spec))).orElse(part).build();
    }

    private static ObjectMeta identity(Pod pod) {
        ObjectMeta whole = pod.getMetadata();
        return new ObjectMetaBuilder().withName(whole.getName()).withNamespace(whole.getNamespace())
                .withUid(whole.getUid()).withResourceVersion(whole.getResourceVersion())
                .withCreationTimestamp(whole.getCreationTimestamp())
                .withDeletionTimestamp(whole.getDeletionTimestamp()).withLabels(whole.getLabels())
                .withOwnerReferences(whole.getOwnerReferences()).withAnnotations(ours(pod)).build();
    }

    private static Map<String, String> ours(Pod whole) {
        Map<String, String> ours = Optional.ofNullable(whole.getMetadata().getAnnotations()).orElse(Map.of()).entrySet()
                .stream().filter(each -> each.getKey().startsWith(OURS))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        // a pod that was created while no operator ran lacks the annotation that says why it has no dpm-runner
        if (whole.getSpec() != null && PodMetadata.supervisor(whole).isEmpty()) {
            LargePod.obstacle(whole.getSpec()).ifPresent(why -> ours.putIfAbsent(PodMetadata.REFUSED, why));
        }
        return ours;
    }

    private static PodSpec containers(PodSpec whole) {
        PodSpec part = new PodSpec();
        part.setNodeName(whole.getNodeName());
        part.setInitContainers(named(whole.getInitContainers()));
        part.setContainers(named(whole.getContainers()));
        return part;
    }

    private static List<Container> named(List<Container> whole) {
        return whole.stream().map(container -> PodMetadata.CONTAINER.equals(container.getName())
                ? new ContainerBuilder().withName(container.getName()).withImage(container.getImage())
                        .withEnv(names(container)).build()
                : new ContainerBuilder().withName(container.getName()).build()).toList();
    }

    private static List<EnvVar> names(Container dpm) {
        return dpm.getEnv().stream().map(variable -> new EnvVarBuilder().withName(variable.getName()).build()).toList();
    }
}
