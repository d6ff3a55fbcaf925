package dev.dpm.operator.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * All known facts about one pod.
 *
 * @param answer the last answer of the pod's runner; empty if there has been no answer
 * @param silence since when the runner does not answer; empty if the runner answered the last time, or was not asked
 *     yet
 */
public record PodRecord(PodFacts pod, Optional<Answer> answer, Optional<Silence> silence) {

    /** An answer, and the time of its arrival. */
    public record Answer(Report report, Instant at) {
    }

    /**
     * The absence of a usable answer.
     *
     * @param why the reason, in words that follow the pod's name: {@code did not answer within 3 s}
     */
    public record Silence(String why, Instant since) {
    }

    /** A pod whose runner has not been asked. */
    public static PodRecord unasked(PodFacts pod) {
        return new PodRecord(pod, Optional.empty(), Optional.empty());
    }
}
