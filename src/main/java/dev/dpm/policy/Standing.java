package dev.dpm.policy;

import dev.dpm.process.Phase;

/**
 * How a target stands, as far as those that depend on it care.
 *
 * @param succeeded whether it rests because it ended with success
 * @param fitness whether it works, as its readiness or its checks say
 * @param detail what is still missing of its fitness, or the reason of its phase; for people
 */
public record Standing(Phase phase, boolean succeeded, Fitness fitness, String detail) {

    /** Whether a living target works. */
    public enum Fitness {
        /** Every check passed when it last could tell. */
        WELL,
        /** Some check has not passed yet. */
        UNKNOWN,
        /** Enough checks in a row failed. */
        FAILING
    }
}
