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
 * @param supervised the pods that have a dpm-runner because of this Supervision
 * @param outdated the supervised pods that were created before a change which only new pods get: a change of the
 *     Supervision, or of the image of dpm-runner that the operator uses
 * @param uncovered the pods without a dpm-runner
 */
public record SelectedPods(List<Pod> supervised, List<Outdated> outdated, List<Pod> uncovered) {

    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    /**
     * Finds the pods that a Supervision selects.
     *
     * @param all all pods of the Supervision's namespace
     * @param image the image of dpm-runner that new pods get if the Supervision names none
     */
    public static SelectedPods of(Supervision supervision, List<Pod> all, String image) {
        List<Pod> selected = all.stream().filter(pod -> isMeant(supervision, pod))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName())).toList();
        Map<Boolean, List<Pod>> parts = selected.stream()
                .collect(Collectors.partitioningBy(pod -> isSupervised(supervision, pod)));
        List<Pod> supervised = parts.get(true);
        Newest newest = new Newest(PodPart.digest(supervision.getSpec()),
                supervision.getSpec().ownImage().orElse(image));
        List<Outdated> outdated = supervised.stream()
                .flatMap(pod -> newest.outdated(pod).map(reason -> new Outdated(pod, reason)).stream()).toList();
        return new SelectedPods(supervised, outdated, parts.get(false));
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
        return supervision.getMetadata().getName().equals(PodMetadata.supervisor(pod).orElse(null));
    }

    /**
     * The options and the image that a pod of this Supervision gets if it is created now.
     *
     * @param digest the digest of the Supervision's options for new pods
     * @param image the image of dpm-runner
     */
    private record Newest(String digest, String image) {

        /**
         * Why a pod is outdated; empty if the pod is not outdated. A pod without a digest, created from a file that
         * {@code operator inject} wrote, does not count as outdated.
         */
        Optional<String> outdated(Pod pod) {
            if (PodMetadata.digest(pod).isEmpty()) {
                return Optional.empty();
            }
            Optional<String> older = PodMetadata.image(pod).filter(made -> !made.equals(image));
            if (older.isPresent()) {
                return Optional.of("its dpm-runner has image " + older.get() + ", and new pods get " + image);
            }
            return PodMetadata.digest(pod).filter(made -> !made.equals(digest))
                    .map(made -> "the Supervision was changed after the pod's creation");
        }
    }

    /**
     * A pod that a rollout would give another dpm-runner.
     *
     * @param reason a sentence that says why a new pod would get another dpm-runner
     */
    public record Outdated(Pod pod, String reason) {
    }

    /** For each outdated pod, by its name, why a new pod would get another dpm-runner. */
    public Map<String, String> reasons() {
        return outdated.stream().collect(Collectors.toMap(each -> each.pod().getMetadata().getName(),
                Outdated::reason, (one, other) -> one));
    }

    static List<ContainerStatus> containers(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(status -> Stream.concat(
                status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream()).toList())
                .orElse(List.of());
    }
}
