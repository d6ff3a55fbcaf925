package dev.dpm.operator.action;

import java.time.Instant;

import dev.dpm.operator.fleet.PodName;

/**
 * One pod at one moment.
 *
 * @param isReady whether the pod's condition Ready is true
 * @param restarts how often kubelet restarted the pod's containers, without dpm-runner's container
 * @param heard the last answer of the dpm-runner in the pod
 * @param obstacle why that dpm-runner cannot get an order; empty text: it can get one
 */
public record PodState(PodName name, String uid, boolean isReady, long restarts, Heard heard, String obstacle) {

    /**
     * The last answer of the dpm-runner in a pod.
     *
     * @param at the time of the answer; 1970-01-01 if there was none
     * @param isRunning whether the target's state is RUNNING
     * @param restarts how often dpm-runner restarted the target
     */
    public record Heard(Instant at, boolean isRunning, long restarts) {

        public static final Heard NOTHING = new Heard(Instant.EPOCH, false, 0);
    }
}
