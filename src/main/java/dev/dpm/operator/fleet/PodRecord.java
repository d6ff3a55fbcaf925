package dev.dpm.operator.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * What the operator knows about a pod.
 *
 * @param answer the last answer of the pod's dpm-runner; empty if it has not answered yet
 * @param silence why dpm-runner did not answer the last requests; empty if it did, or if it has got no request yet
 */
public record PodRecord(PodFacts pod, Optional<Answer> answer, Optional<Silence> silence) {

    /** An answer of the pod's dpm-runner, and when it arrived. */
    public record Answer(Report report, Instant at) {
    }

    /**
     * Why a dpm-runner did not answer, and since when.
     *
     * @param why words that follow the pod's name in a sentence: {@code did not answer within 3 s}
     */
    public record Silence(String why, Instant since) {
    }

    /** The record of a pod to whose dpm-runner the operator has sent no request yet. */
    public static PodRecord unasked(PodFacts pod) {
        return new PodRecord(pod, Optional.empty(), Optional.empty());
    }
}
