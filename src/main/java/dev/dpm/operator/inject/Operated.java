package dev.dpm.operator.inject;

import io.fabric8.kubernetes.api.model.PodSpec;

/**
 * The features that a sidecar has only in a cluster with an operator.
 *
 * @param isFollowing whether the sidecar follows the file that the operator maintains
 * @param isAnswering whether the sidecar answers the operator over TLS
 */
record Operated(boolean isFollowing, boolean isAnswering) {

    /**
     * The features of a sidecar in this pod. In a pod in the node's own network the sidecar answers no operator: the
     * port there may be taken by a program that no pod declares.
     */
    static Operated of(Facts facts, PodSpec pod) {
        return new Operated(facts.isOperated(), facts.isOperated() && !Boolean.TRUE.equals(pod.getHostNetwork()));
    }
}
