package dev.dpm.operator.action;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.dpm.operator.fleet.PodName;

/**
 * An order that was given to a pod and is not over. Until the order is over, the pod counts as down.
 *
 * @param before the pod as it was right before the order
 * @param since when the order was given
 */
public record Acting(Order order, PodSight before, Instant since) {

    /**
     * The longest time that a pod may take until it is ready again. After this time the pod counts as the API server
     * reports it, and a roll stops.
     */
    public static final Duration DEADLINE = Duration.ofMinutes(5);
    /**
     * How long the API server may report a pod as ready after its process ended: kubelet needs some seconds to notice
     * the end, and the cluster some more to report it.
     */
    static final Duration SETTLE = Duration.ofSeconds(15);
    /** A dpm-runner's answer within this time after an order may have been sent before the order. */
    static final Duration ON_ITS_WAY = Duration.ofSeconds(3);

    /** How far an order is. */
    public enum Outcome {
        GOES_ON, UP, GONE, LATE
    }

    public PodName pod() {
        return before.name();
    }

    /** How far the order is, judged by the present state of its pod. */
    public Outcome outcome(Pods pods, Instant now) {
        Optional<PodSight> seen = pods.find(pod());
        if (seen.filter(pod -> pod.uid().equals(before.uid())).isEmpty()) {
            return Outcome.GONE;
        } else if (isUp(seen.get(), now)) {
            return Outcome.UP;
        }
        return now.isAfter(since.plus(DEADLINE)) ? Outcome.LATE : Outcome.GOES_ON;
    }

    private boolean isUp(PodSight pod, Instant now) {
        boolean runs = pod.heard().isRunning() && pod.heard().at().isAfter(since.plus(ON_ITS_WAY));
        boolean isSettled = now.isAfter(since.plus(SETTLE));
        boolean hasEnded = pod.restarts() > before.restarts()
                || isSettled && pod.heard().restarts() > before.heard().restarts();
        return pod.isReady() && runs && (order.isTermination() ? hasEnded : isSettled);
    }
}
