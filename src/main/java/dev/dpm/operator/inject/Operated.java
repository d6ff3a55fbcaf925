package dev.dpm.operator.inject;

import io.fabric8.kubernetes.api.model.PodSpec;

/**
 * What dpm-runner's container can do only if the cluster has an operator.
 *
 * @param isFollowing whether dpm-runner reads changed options from the ConfigMap that the operator maintains
 * @param isAnswering whether dpm-runner answers requests of the operator over TLS
 */
record Operated(boolean isFollowing, boolean isAnswering) {

    /**
     * What dpm-runner's container can do in this pod. In a pod with the node's network ({@code hostNetwork}) it answers
     * no operator: a program on the node may use the port already.
     */
    static Operated of(Facts facts, PodSpec pod) {
        return new Operated(facts.isOperated(), facts.isOperated() && !Boolean.TRUE.equals(pod.getHostNetwork()));
    }
}
