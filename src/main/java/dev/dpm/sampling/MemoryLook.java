package dev.dpm.sampling;

import dev.dpm.config.MemoryBasis;

/**
 * Which of the costly memory figures a look takes beside the resident sets.
 *
 * @param workingSet the working set of the cgroup
 * @param proportionalOver proportional sizes, where the resident sets sum to more than so many bytes
 */
public record MemoryLook(boolean workingSet, long proportionalOver) {

    private static final long ALWAYS = -1;
    private static final long NEVER = Long.MAX_VALUE;

    /** The figure that counts, and no other. */
    public static MemoryLook of(MemoryBasis basis) {
        return new MemoryLook(basis == MemoryBasis.CGROUP, basis == MemoryBasis.PSS ? ALWAYS : NEVER);
    }

    /** The same look, and what the proportional sizes come to. */
    public MemoryLook withProportional() {
        return new MemoryLook(workingSet, ALWAYS);
    }

    /** The same look, and what resident sets over a threshold come to when each shared page counts once. */
    public MemoryLook confirming(double thresholdBytes) {
        return proportionalOver == ALWAYS ? this : new MemoryLook(workingSet, (long) thresholdBytes);
    }

    /** Whether proportional sizes are read of processes whose resident sets sum to this. */
    public boolean wantsProportional(long residentBytes) {
        return residentBytes > proportionalOver;
    }
}
