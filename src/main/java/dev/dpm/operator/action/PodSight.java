package dev.dpm.operator.action;

import java.time.Instant;

import dev.dpm.operator.fleet.PodName;

/**
 * One pod as it is seen at a moment.
 *
 * @param isReady whether the API server has it as ready (its condition Ready)
 * @param restarts of its containers without dpm-runner's own, by kubelet's count
 * @param heard what its dpm-runner said last
 * @param obstacle why its dpm-runner cannot be asked for anything; empty: it can
 */
public record PodSight(PodName name, String uid, boolean isReady, long restarts, Heard heard, String obstacle) {

    /**
     * The last answer of a dpm-runner.
     *
     * @param at when it came; the epoch: never
     * @param isRunning whether its target was RUNNING
     * @param restarts of its target, by its own count
     */
    public record Heard(Instant at, boolean isRunning, long restarts) {

        public static final Heard NOTHING = new Heard(Instant.EPOCH, false, 0);
    }
}
