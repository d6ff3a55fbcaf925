package dev.dpm.operator.inject;

import java.util.Set;

import dev.dpm.operator.model.MaintainedObjects;

/**
 * The facts that the injection needs besides the pod and its Supervision. Injection adds a dpm-runner container to a
 * pod.
 *
 * @param server the version of the API server
 * @param image the image of dpm-runner for Supervisions that do not name one
 * @param exempt namespaces in which no pod gets a dpm-runner, besides {@code kube-system}
 * @param isOperated whether an operator maintains the ConfigMap and Secret that the pod's dpm-runner reads
 *     ({@link MaintainedObjects}); false for manifests that are written to a file
 */
public record Facts(ServerVersion server, String image, Set<String> exempt, boolean isOperated) {

    /** The Kubernetes namespace of the cluster's own pods, which must start even if the operator is faulty. */
    static final String SYSTEM = "kube-system";

    public Facts {
        exempt = Set.copyOf(exempt);
    }

    boolean isExempt(String namespace) {
        return namespace.equals(SYSTEM) || exempt.contains(namespace);
    }
}
