package dev.dpm.operator.action;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.dpm.operator.fleet.PodName;

/**
 * An unfinished order: the pod got the order and is not ready again. Until then, the pod counts as down.
 *
 * @param before the state of the pod right before it got the order
 * @param since when the pod got the order
 */
public record UnfinishedOrder(Order order, PodState before, Instant since) {

    /**
     * The time that a pod has to become ready again. Afterwards, an order to all pods of a Supervision stops, and the pod
     * counts as ready or down as the API server reports.
     */
    public static final Duration DEADLINE = Duration.ofMinutes(5);
    /** How long after an order the API server may still report an ended pod as ready. */
    static final Duration SETTLE = Duration.ofSeconds(15);
    /**
     * An answer of dpm-runner within this time after an order may have been sent before the order came, so the answer is
     * ignored.
     */
    static final Duration ON_ITS_WAY = Duration.ofSeconds(3);

    /**
     * The progress of an order to a pod: GOES_ON until the pod is ready again (UP), no longer exists (GONE), or is not
     * ready within {@link #DEADLINE} (LATE).
     */
    public enum Outcome {
        GOES_ON, UP, GONE, LATE
    }

    public PodName pod() {
        return before.name();
    }

    /** The progress of the order to the pod, by the present state of the pod. */
    public Outcome outcome(Pods pods, Instant now) {
        Optional<PodState> seen = pods.find(pod());
        if (seen.filter(pod -> pod.uid().equals(before.uid())).isEmpty()) {
            return Outcome.GONE;
        } else if (isUp(seen.get(), now)) {
            return Outcome.UP;
        }
        return now.isAfter(since.plus(DEADLINE)) ? Outcome.LATE : Outcome.GOES_ON;
    }

    private boolean isUp(PodState pod, Instant now) {
        boolean runs = pod.heard().isRunning() && pod.heard().at().isAfter(since.plus(ON_ITS_WAY));
        boolean isSettled = now.isAfter(since.plus(SETTLE));
        boolean hasEnded = pod.restarts() > before.restarts()
                || isSettled && pod.heard().restarts() > before.heard().restarts();
        return pod.isReady() && runs && (order.isTermination() ? hasEnded : isSettled);
    }
}
