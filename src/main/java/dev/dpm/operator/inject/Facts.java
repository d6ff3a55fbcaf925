package dev.dpm.operator.inject;

import java.util.Set;

import dev.dpm.operator.model.MaintainedObjects;

/**
 * What the injection of dpm-runner into a pod needs to know besides the pod and the Supervision.
 *
 * @param server the version of the API server
 * @param image the image of dpm-runner for Supervisions that do not name one
 * @param exempt the namespaces whose pods get no dpm-runner, besides {@code kube-system}
 * @param isOperated whether an operator runs in the cluster and maintains {@link MaintainedObjects}
 */
public record Facts(ServerVersion server, String image, Set<String> exempt, boolean isOperated) {

    /** The namespace of the cluster's own pods, which must start even if the operator is faulty. */
    static final String SYSTEM = "kube-system";

    public Facts {
        exempt = Set.copyOf(exempt);
    }

    boolean isExempt(String namespace) {
        return namespace.equals(SYSTEM) || exempt.contains(namespace);
    }
}
