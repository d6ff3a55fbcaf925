package dev.dpm.policy;

import dev.dpm.process.Phase;

/**
 * The state of a target, as far as it matters to the targets that depend on it.
 *
 * @param succeeded whether the target is at rest because its last incarnation ended with success
 * @param fitness the result of its readiness or its checks
 * @param detail the reason for a fitness other than {@code WELL}, or for the phase, in words for people
 */
public record Standing(Phase phase, boolean succeeded, Fitness fitness, String detail) {

    /** Whether a living target works, by its readiness or its checks. */
    public enum Fitness {
        /** Every check passed in its last run with a clear result. */
        WELL,
        /** Some check has not passed yet. */
        UNKNOWN,
        /** Enough consecutive checks failed, or a WAITING target cannot go on before a person acts. */
        FAILING
    }
}
