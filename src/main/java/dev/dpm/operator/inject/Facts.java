package dev.dpm.operator.inject;

import java.util.Set;

/**
 * What an injection has to know beside the pod and its Supervision.
 *
 * @param server the version of the API server
 * @param image the image of dpm-runner where the Supervision names none
 * @param exempt namespaces whose pods are never touched, beside {@code kube-system}
 */
public record Facts(ServerVersion server, String image, Set<String> exempt) {

    /** The cluster's own pods must start whatever we do. */
    static final String SYSTEM = "kube-system";

    public Facts {
        exempt = Set.copyOf(exempt);
    }

    boolean isExempt(String namespace) {
        return namespace.equals(SYSTEM) || exempt.contains(namespace);
    }
}
