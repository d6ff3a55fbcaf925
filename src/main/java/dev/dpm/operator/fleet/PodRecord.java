package dev.dpm.operator.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known about a pod.
 *
 * @param answer empty: none yet
 * @param silence why there is no answer; empty: there is one, or no request yet
 */
public record PodRecord(PodFacts pod, Optional<Answer> answer, Optional<Silence> silence) {

    /** An answer of the pod's dpm-runner, and when it arrived. */
    public record Answer(Report report, Instant at) {
    }

    /**
     * Why there is no answer.
     *
     * @param why words after the pod's name: {@code did not answer within 3 s}
     */
    public record Silence(String why, Instant since) {
    }

    /** The record of a pod to whose dpm-runner the operator has sent no request yet. */
    public static PodRecord unasked(PodFacts pod) {
        return new PodRecord(pod, Optional.empty(), Optional.empty());
    }
}
