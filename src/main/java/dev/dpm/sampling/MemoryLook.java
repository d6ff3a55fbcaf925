package dev.dpm.sampling;

import dev.dpm.config.MemoryBasis;

/**
 * What a look takes beside the resident sets.
 *
 * @param workingSet the working set of the cgroup
 * @param proportionalOver proportional sizes, where the resident sets sum to more than so many bytes
 * @param limitsDecide the limits of the cgroup are judged by; else they are only shown, and may be some seconds old
 */
public record MemoryLook(boolean workingSet, long proportionalOver, boolean limitsDecide) {

    private static final long ALWAYS = -1;
    private static final long NEVER = Long.MAX_VALUE;

    /** The figure that counts, and no other. */
    public static MemoryLook of(MemoryBasis basis) {
        return new MemoryLook(basis == MemoryBasis.CGROUP, basis == MemoryBasis.PSS ? ALWAYS : NEVER, true);
    }

    /** The same look, with the limits read as freshly as they are needed. */
    public MemoryLook judgedByLimits(boolean decide) {
        return new MemoryLook(workingSet, proportionalOver, decide);
    }

    /** The same look, and what the proportional sizes come to. */
    public MemoryLook withProportional() {
        return new MemoryLook(workingSet, ALWAYS, limitsDecide);
    }

    /** The same look, and what resident sets over a threshold come to when each shared page counts once. */
    public MemoryLook confirming(double thresholdBytes) {
        return proportionalOver == ALWAYS ? this : new MemoryLook(workingSet, (long) thresholdBytes, limitsDecide);
    }

    /** Whether proportional sizes are read of processes whose resident sets sum to this. */
    public boolean wantsProportional(long residentBytes) {
        return residentBytes > proportionalOver;
    }
}
