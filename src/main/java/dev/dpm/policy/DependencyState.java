package dev.dpm.policy;

import dev.dpm.process.Phase;

/**
 * The state of a target for the targets that depend on it.
 *
 * @param succeeded whether the target's last run ended with success and no further run follows
 * @param fitness whether the target does its work, by its readiness or its checks
 * @param detail why the target has this fitness or phase, in words for people
 */
public record DependencyState(Phase phase, boolean succeeded, Fitness fitness, String detail) {

    /** Whether a living target does its work, by its readiness or its checks. */
    public enum Fitness {
        /** For every check of the target, the last run with a known result passed. */
        WELL,
        /** Some check of the target has not passed yet. */
        UNKNOWN,
        /** Some check of the target failed often enough in a row, or the target waits for a person's action. */
        FAILING
    }
}
