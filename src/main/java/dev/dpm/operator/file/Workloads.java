package dev.dpm.operator.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the pod template in objects of those Kubernetes kinds that create pods. */
final class Workloads {

    private static final List<String> TEMPLATE = List.of("spec", "template");
    private static final Map<String, List<String>> PATHS = Map.of("Pod", List.of(), "Deployment", TEMPLATE,
            "StatefulSet", TEMPLATE, "DaemonSet", TEMPLATE, "ReplicaSet", TEMPLATE, "ReplicationController", TEMPLATE,
            "Job", TEMPLATE, "CronJob", List.of("spec", "jobTemplate", "spec", "template"));

    private Workloads() {
    }

    /** The fields that lead to the pod template of a kind; empty list: a pod itself; empty: no pods. */
    static Optional<List<String>> path(String kind) {
        return Optional.ofNullable(PATHS.get(kind));
    }
}
