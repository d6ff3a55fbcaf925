package dev.dpm.operator.action;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.dpm.operator.fleet.PodName;

/**
 * An order that was given to a pod and is not over: until then the pod counts as down.
 *
 * @param before the pod right before
 * @param since when the order was given
 */
public record Acting(Order order, PodSight before, Instant since) {

    /** Longest time until a pod is ready again; later it is as ready as the API server has it, and a roll stops. */
    public static final Duration DEADLINE = Duration.ofMinutes(5);
    /** How long a readiness may be out of date: kubelet needs some seconds to see an end, and the cluster to tell it. */
    static final Duration SETTLE = Duration.ofSeconds(15);
    /** An answer that came within this time may have been on its way already. */
    static final Duration ON_ITS_WAY = Duration.ofSeconds(3);

    /** How an order goes on. */
    public enum Outcome {
        GOES_ON, UP, GONE, LATE
    }

    public PodName pod() {
        return before.name();
    }

    /** How the order stands, by what is seen of the pod now. */
    public Outcome outcome(Optional<PodSight> seen, Instant now) {
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
