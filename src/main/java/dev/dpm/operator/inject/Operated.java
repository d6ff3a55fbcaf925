package dev.dpm.operator.inject;

import io.fabric8.kubernetes.api.model.PodSpec;

/**
 * What dpm-runner's container can do with an operator.
 *
 * @param isFollowing whether it reads changed options
 * @param isAnswering whether it answers over TLS
 */
record Operated(boolean isFollowing, boolean isAnswering) {

    /** With {@code hostNetwork}, dpm-runner does not answer, since the port may be used on the node. */
    static Operated of(Facts facts, PodSpec pod) {
        return new Operated(facts.isOperated(), facts.isOperated() && !Boolean.TRUE.equals(pod.getHostNetwork()));
    }
}
