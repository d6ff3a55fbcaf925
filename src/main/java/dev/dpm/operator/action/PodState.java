package dev.dpm.operator.action;

import java.time.Instant;

import dev.dpm.operator.fleet.PodName;

/**
 * The state of one pod at one moment.
 *
 * @param isReady whether the API server reports the condition Ready of the pod
 * @param restarts how often kubelet has restarted the pod's containers, without dpm-runner's own container
 * @param heard the last answer of the pod's dpm-runner
 * @param obstacle why the pod's dpm-runner cannot receive an order; empty if it can
 */
public record PodState(PodName name, String uid, boolean isReady, long restarts, Heard heard, String obstacle) {

    /**
     * The last answer of a pod's dpm-runner.
     *
     * @param at when the answer arrived; 1970-01-01 (the epoch) if there was none
     * @param isRunning whether the state of the dpm-runner's target was RUNNING
     * @param restarts how often the dpm-runner has restarted its target
     */
    public record Heard(Instant at, boolean isRunning, long restarts) {

        public static final Heard NOTHING = new Heard(Instant.EPOCH, false, 0);
    }
}
