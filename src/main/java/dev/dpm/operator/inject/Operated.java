package dev.dpm.operator.inject;

import io.fabric8.kubernetes.api.model.PodSpec;

/**
 * What a sidecar has of an operator beside it.
 *
 * @param isFollowing whether the sidecar follows the file that the operator keeps
 * @param isAnswering whether the sidecar answers the operator over TLS
 */
record Operated(boolean isFollowing, boolean isAnswering) {

    /** A pod in the node's own network answers nobody: a port there may be taken by a program that no pod declares. */
    static Operated of(Facts facts, PodSpec pod) {
        return new Operated(facts.isOperated(), facts.isOperated() && !Boolean.TRUE.equals(pod.getHostNetwork()));
    }
}
