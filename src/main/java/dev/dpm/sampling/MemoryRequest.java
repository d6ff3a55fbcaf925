package dev.dpm.sampling;

import dev.dpm.config.Thresholds.MemoryBasis;

/**
 * The costly memory figures that a sample must contain besides the resident sets.
 *
 * @param workingSet whether the working set of the cgroup is read
 * @param proportionalOver proportional sizes are read if the sum of the resident sets is more than this many bytes
 * @param limitsDecide true: decisions depend on the cgroup's limits, which must be fresh; false: the limits are only
 *     shown, and may be up to 15 s old
 */
public record MemoryRequest(boolean workingSet, long proportionalOver, boolean limitsDecide) {

    private static final long ALWAYS = -1;
    private static final long NEVER = Long.MAX_VALUE;

    /** A request for the figure of one memory basis only. */
    public static MemoryRequest of(MemoryBasis basis) {
        return new MemoryRequest(basis == MemoryBasis.CGROUP, basis == MemoryBasis.PSS ? ALWAYS : NEVER, true);
    }

    /**
     * A copy of this request that wants fresh limits, or accepts limits that are up to 15 s old.
     *
     * @param decide whether decisions depend on the limits
     */
    public MemoryRequest judgedByLimits(boolean decide) {
        return new MemoryRequest(workingSet, proportionalOver, decide);
    }

    /** A copy of this request that always wants the proportional sizes, too. */
    public MemoryRequest withProportional() {
        return new MemoryRequest(workingSet, ALWAYS, limitsDecide);
    }

    /**
     * A copy that also wants the proportional sizes if the resident sets together exceed a threshold. Proportional
     * sizes count each shared page once, so no breach is declared only because the resident sets count shared pages
     * several times.
     */
    public MemoryRequest confirming(double thresholdBytes) {
        return proportionalOver == ALWAYS ? this : new MemoryRequest(workingSet, (long) thresholdBytes, limitsDecide);
    }

    /** Whether the proportional sizes must be read, given the sum of the resident sets. */
    public boolean wantsProportional(long residentBytes) {
        return residentBytes > proportionalOver;
    }
}
