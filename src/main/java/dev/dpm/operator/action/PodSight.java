package dev.dpm.operator.action;

import java.time.Instant;

import dev.dpm.operator.fleet.PodName;

/**
 * The state of one pod at a moment.
 *
 * @param isReady whether the API server reports the pod as ready (condition Ready)
 * @param restarts the number of restarts of the pod's containers, without dpm-runner's own container, as kubelet counts
 * them
 * @param heard the last answer of the pod's dpm-runner
 * @param obstacle why the pod's dpm-runner cannot get an order; empty if it can get an order
 */
public record PodSight(PodName name, String uid, boolean isReady, long restarts, Heard heard, String obstacle) {

    /**
     * The last answer of a dpm-runner.
     *
     * @param at when the answer came; the epoch: no answer came
     * @param isRunning whether the dpm-runner's target was RUNNING
     * @param restarts the number of the target's restarts, as the dpm-runner counts them
     */
    public record Heard(Instant at, boolean isRunning, long restarts) {

        public static final Heard NOTHING = new Heard(Instant.EPOCH, false, 0);
    }
}
