package dev.dpm.policy;

import dev.dpm.process.Phase;

/**
 * The state of a target, as far as it decides whether the targets that depend on it may be launched.
 *
 * @param succeeded whether the target's last run ended with success and the target is not to be launched again
 * @param fitness the result of its readiness or its checks
 * @param detail the reason for a fitness other than {@code WELL}, or for the phase, in words for people
 */
public record DependencyState(Phase phase, boolean succeeded, Fitness fitness, String detail) {

    /** Whether a living target does its work, by its readiness or its checks. */
    public enum Fitness {
        /** For every check of the target, the last run with a known result passed. */
        WELL,
        /** At least one check of the target has not passed yet. */
        UNKNOWN,
        /** Enough consecutive runs of a check failed, or a WAITING target cannot go on before a person acts. */
        FAILING
    }
}
