package dev.dpm.operator.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the pod template in an object of a Kubernetes kind that creates pods, such as a Deployment. */
final class Workloads {

    private static final List<String> TEMPLATE = List.of("spec", "template");
    private static final Map<String, List<String>> PATHS = Map.of("Pod", List.of(), "Deployment", TEMPLATE,
            "StatefulSet", TEMPLATE, "DaemonSet", TEMPLATE, "ReplicaSet", TEMPLATE, "ReplicationController", TEMPLATE,
            "Job", TEMPLATE, "CronJob", List.of("spec", "jobTemplate", "spec", "template"));

    private Workloads() {
    }

    /**
     * The names of the nested fields that lead to the pod template in an object of this kind. The list is empty for a pod
     * itself; there is no list for a kind that creates no pods.
     */
    static Optional<List<String>> path(String kind) {
        return Optional.ofNullable(PATHS.get(kind));
    }
}
