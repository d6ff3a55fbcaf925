package dev.dpm.operator.reconcile;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;

import dev.dpm.operator.inject.PodMetadata;
import dev.dpm.operator.inject.PodPart;
import dev.dpm.operator.inject.Selection;
import dev.dpm.operator.model.Supervision;

/**
 * The pods that a Supervision selects.
 *
 * @param supervised with a dpm-runner
 * @param outdated created before a change that only new pods get
 * @param uncovered without a dpm-runner
 */
public record SelectedPods(List<Pod> supervised, List<Pod> outdated, List<Pod> uncovered) {

    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    /**
     * Finds the pods that a Supervision selects.
     *
     * @param all all pods of the Supervision's namespace
     */
    public static SelectedPods of(Supervision supervision, List<Pod> all) {
        List<Pod> selected = all.stream().filter(pod -> isMeant(supervision, pod))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName())).toList();
        Map<Boolean, List<Pod>> parts = selected.stream()
                .collect(Collectors.partitioningBy(pod -> isSupervised(supervision, pod)));
        List<Pod> supervised = parts.get(true);
        String digest = PodPart.digest(supervision.getSpec());
        return new SelectedPods(supervised, supervised.stream().filter(pod -> isOutdated(digest, pod)).toList(),
                parts.get(false));
    }

    int selected() {
        return supervised.size() + uncovered.size();
    }

    private static boolean isMeant(Supervision supervision, Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && !OVER.contains(phase(pod)) && !PodMetadata.staysOut(pod)
                && Selection.selects(supervision, pod, pod.getMetadata().getNamespace());
    }

    private static String phase(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(PodStatus::getPhase).orElse("");
    }

    private static boolean isSupervised(Supervision supervision, Pod pod) {
        return supervision.getMetadata().getName().equals(PodMetadata.supervision(pod).orElse(null))
                && Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                        .anyMatch(container -> PodMetadata.CONTAINER.equals(container.getName()));
    }

    /** Whether new pods would differ. A pod of {@code operator inject} has no digest and is not outdated. */
    private static boolean isOutdated(String digest, Pod pod) {
        return PodMetadata.digest(pod).filter(made -> !made.equals(digest)).isPresent();
    }

    /** The statuses of all containers of a pod, including init containers. */
    static List<ContainerStatus> containers(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(status -> Stream.concat(
                status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream()).toList())
                .orElse(List.of());
    }
}
