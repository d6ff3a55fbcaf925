package dev.dpm.operator.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * What the operator knows about one pod.
 *
 * @param answer the last answer of the pod's dpm-runner; empty if there was none
 * @param silence why and since when the dpm-runner does not answer; empty if it answered the last request, or if there
 *     was no request yet
 */
public record PodRecord(PodFacts pod, Optional<Answer> answer, Optional<Silence> silence) {

    /** An answer of the pod's dpm-runner, and when it arrived. */
    public record Answer(Report report, Instant at) {
    }

    /**
     * Why and since when the operator has no usable answer of the pod's dpm-runner.
     *
     * @param why the reason, in words that follow the pod's name in a sentence: {@code did not answer within 3 s}
     */
    public record Silence(String why, Instant since) {
    }

    /** The record of a pod to whose dpm-runner the operator has sent no request yet. */
    public static PodRecord unasked(PodFacts pod) {
        return new PodRecord(pod, Optional.empty(), Optional.empty());
    }
}
