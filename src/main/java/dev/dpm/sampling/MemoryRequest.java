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

    /** A request for a sample that contains no other costly memory figure than that of this basis. */
    public static MemoryRequest of(MemoryBasis basis) {
        return new MemoryRequest(basis == MemoryBasis.CGROUP, basis == MemoryBasis.PSS ? ALWAYS : NEVER, true);
    }

    /**
     * A copy of this request for a sample with fresh cgroup limits, or with cgroup limits that are up to 15 s old.
     *
     * @param decide whether decisions depend on the limits
     */
    public MemoryRequest judgedByLimits(boolean decide) {
        return new MemoryRequest(workingSet, proportionalOver, decide);
    }

    /**
     * A copy of this request for a sample that always contains the proportional sizes (PSS) of the target's processes,
     * too.
     */
    public MemoryRequest withProportional() {
        return new MemoryRequest(workingSet, ALWAYS, limitsDecide);
    }

    /**
     * A copy of this request for a sample that also contains the proportional set sizes if the sum of the resident sets
     * exceeds a threshold. Proportional sizes count each shared page once, so no breach is declared only because the
     * resident sets count shared pages several times.
     */
    public MemoryRequest confirming(double thresholdBytes) {
        return proportionalOver == ALWAYS ? this : new MemoryRequest(workingSet, (long) thresholdBytes, limitsDecide);
    }

    /**
     * Whether the sample must contain the proportional sizes (PSS) of the target's processes.
     *
     * @param residentBytes the sum of the resident sets of these processes
     */
    public boolean wantsProportional(long residentBytes) {
        return residentBytes > proportionalOver;
    }
}
