package dev.dpm.operator.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * All that is known of one pod.
 *
 * @param answer the last answer of its runner; empty: there was none
 * @param silence since when it does not answer; empty: it answered the last time, or was not asked yet
 */
public record PodRecord(PodFacts pod, Optional<Answer> answer, Optional<Silence> silence) {

    /** An answer, and when it came. */
    public record Answer(Report report, Instant at) {
    }

    /**
     * That nothing usable came.
     *
     * @param why in words that follow the pod's name: {@code did not answer within 3 s}
     */
    public record Silence(String why, Instant since) {
    }

    /** A pod that nobody has asked. */
    public static PodRecord unasked(PodFacts pod) {
        return new PodRecord(pod, Optional.empty(), Optional.empty());
    }
}
