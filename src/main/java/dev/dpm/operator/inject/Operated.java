package dev.dpm.operator.inject;

import io.fabric8.kubernetes.api.model.PodSpec;

/**
 * What dpm-runner in a pod does if an operator runs in the cluster.
 *
 * @param isFollowing whether dpm-runner reads options again after the operator has changed them
 * @param isAnswering whether dpm-runner answers the operator's requests over TLS
 */
record Operated(boolean isFollowing, boolean isAnswering) {

    /**
     * Decides what dpm-runner does in one pod. In a pod with {@code hostNetwork}, dpm-runner opens no port for the
     * operator, since a program on the node may use the same port.
     */
    static Operated of(Facts facts, PodSpec pod) {
        return new Operated(facts.isOperated(), facts.isOperated() && !Boolean.TRUE.equals(pod.getHostNetwork()));
    }
}
