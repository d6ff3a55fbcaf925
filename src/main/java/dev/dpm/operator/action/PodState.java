package dev.dpm.operator.action;

import java.time.Instant;

import dev.dpm.operator.fleet.PodName;

/**
 * One pod at one moment.
 *
 * @param isReady its condition Ready
 * @param restarts of its containers by kubelet, without dpm-runner's
 * @param heard its dpm-runner's last answer
 * @param obstacle why that dpm-runner cannot get an order; empty text: it can
 */
public record PodState(PodName name, String uid, boolean isReady, long restarts, Heard heard, String obstacle) {

    /**
     * The last answer.
     *
     * @param at 1970-01-01: none
     * @param isRunning whether the target is RUNNING
     * @param restarts of the target by dpm-runner
     */
    public record Heard(Instant at, boolean isRunning, long restarts) {

        public static final Heard NOTHING = new Heard(Instant.EPOCH, false, 0);
    }
}
