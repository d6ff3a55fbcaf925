package dev.dpm.operator.inject;

import java.util.Set;

import dev.dpm.operator.model.MaintainedObjects;

/**
 * What the injection needs besides pod and Supervision.
 *
 * @param image the default
 * @param exempt namespaces without dpm-runner, besides {@code kube-system}
 * @param isOperated whether an operator maintains {@link MaintainedObjects}
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
