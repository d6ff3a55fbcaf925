package dev.dpm.operator.inject;

import io.fabric8.kubernetes.api.model.PodSpec;

/**
 * What dpm-runner's container can do with an operator.
 *
 * @param isFollowing whether it reads changed options
 * @param isAnswering whether it answers over TLS
 */
record Operated(boolean isFollowing, boolean isAnswering) {

    /**
     * Decides for one pod. With {@code hostNetwork}, dpm-runner opens no port for the operator, since a program on the node may
     * use it.
     */
    static Operated of(Facts facts, PodSpec pod) {
        return new Operated(facts.isOperated(), facts.isOperated() && !Boolean.TRUE.equals(pod.getHostNetwork()));
    }
}
