package dev.dpm.operator.inject;

import java.util.Set;

import dev.dpm.operator.model.KeptObjects;

/**
 * The facts that an injection needs besides the pod and its Supervision.
 *
 * @param server the version of the API server
 * @param image the image of dpm-runner for a Supervision that names none
 * @param exempt namespaces without injection, besides {@code kube-system}
 * @param isOperated whether an operator maintains the objects that the pod's dpm-runner follows ({@link KeptObjects});
 * false for manifests that are written to a file
 */
public record Facts(ServerVersion server, String image, Set<String> exempt, boolean isOperated) {

    /** The namespace of the cluster's own pods, which must start even while the operator is broken. */
    static final String SYSTEM = "kube-system";

    public Facts {
        exempt = Set.copyOf(exempt);
    }

    boolean isExempt(String namespace) {
        return namespace.equals(SYSTEM) || exempt.contains(namespace);
    }
}
