package dev.dpm.operator.inject;

import io.fabric8.kubernetes.api.model.PodSpec;

/**
 * The abilities of dpm-runner's container that need an operator in the cluster.
 *
 * @param isFollowing whether dpm-runner reads changed options from the ConfigMap that the operator maintains
 * @param isAnswering whether dpm-runner answers requests of the operator over TLS
 */
record Operated(boolean isFollowing, boolean isAnswering) {

    /**
     * The abilities of dpm-runner's container in this pod. In a pod with the node's network ({@code hostNetwork}),
     * dpm-runner does not answer an operator, since a program on the node may use the port already.
     */
    static Operated of(Facts facts, PodSpec pod) {
        return new Operated(facts.isOperated(), facts.isOperated() && !Boolean.TRUE.equals(pod.getHostNetwork()));
    }
}
