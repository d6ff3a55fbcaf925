package dev.dpm.operator.action;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.dpm.operator.fleet.PodName;

/**
 * An unfinished order: the pod got it and is not ready again, so it counts as down.
 *
 * @param before the pod right before the order
 * @param since when it got the order
 */
public record UnfinishedOrder(Order order, PodState before, Instant since) {

    /** After this time, an unfinished order stops further orders, and the pod counts as the API server says. */
    public static final Duration DEADLINE = Duration.ofMinutes(5);
    /** How long after an order the API server may still report an ended pod as ready. */
    static final Duration SETTLE = Duration.ofSeconds(15);
    /** An answer within this time after an order may be older than the order, so it is ignored. */
    static final Duration ON_ITS_WAY = Duration.ofSeconds(3);

    /** GOES_ON until the pod is ready (UP), no longer exists (GONE), or is not ready within {@link #DEADLINE} (LATE). */
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
