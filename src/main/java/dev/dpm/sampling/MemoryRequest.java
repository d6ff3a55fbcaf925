package dev.dpm.sampling;

import dev.dpm.config.Thresholds.MemoryBasis;

/**
 * The costly memory figures of the next sample.
 *
 * @param workingSet whether the cgroup's working set is read
 * @param proportionalOver proportional set sizes are read if the resident sets exceed this many bytes
 * @param limitsDecide true: the cgroup's limits must be fresh; false: they may be up to 15 s old
 */
public record MemoryRequest(boolean workingSet, long proportionalOver, boolean limitsDecide) {

    private static final long ALWAYS = -1;
    private static final long NEVER = Long.MAX_VALUE;

    /** A request for the figure of this basis only. */
    public static MemoryRequest of(MemoryBasis basis) {
        return new MemoryRequest(basis == MemoryBasis.CGROUP, basis == MemoryBasis.PSS ? ALWAYS : NEVER, true);
    }

    /**
     * A copy with fresh or with older limits.
     *
     * @param decide true: the cgroup's limits must be fresh
     */
    public MemoryRequest judgedByLimits(boolean decide) {
        return new MemoryRequest(workingSet, proportionalOver, decide);
    }

    /** A copy that always reads proportional set sizes. */
    public MemoryRequest withProportional() {
        return new MemoryRequest(workingSet, ALWAYS, limitsDecide);
    }

    /**
     * A copy that reads proportional set sizes if the resident sets exceed a threshold, since resident sets count shared pages
     * several times.
     */
    public MemoryRequest confirming(double thresholdBytes) {
        return proportionalOver == ALWAYS ? this : new MemoryRequest(workingSet, (long) thresholdBytes, limitsDecide);
    }

    /**
     * Whether proportional set sizes are wanted.
     *
     * @param residentBytes the sum of the resident sets
     */
    public boolean wantsProportional(long residentBytes) {
        return residentBytes > proportionalOver;
    }
}
