package dev.dpm.sampling;

import dev.dpm.config.Thresholds.MemoryBasis;

/**
 * Which costly memory figures the next sample contains.
 * @param workingSet whether the cgroup's working set is read
 * @param proportionalOver proportional set sizes are read if the resident set sizes exceed this many bytes
 * @param limitsDecide true: the cgroup's limits must be read again; false: they may be up to 15 s old
 */
public record MemoryRequest(boolean workingSet, long proportionalOver, boolean limitsDecide) {

    private static final long ALWAYS = -1;
    private static final long NEVER = Long.MAX_VALUE;

    /**
     * A request for only the memory figure that this basis names: the resident or proportional set sizes, or the cgroup's
     * working set.
     */
    public static MemoryRequest of(MemoryBasis basis) {
        return new MemoryRequest(basis == MemoryBasis.CGROUP, basis == MemoryBasis.PSS ? ALWAYS : NEVER, true);
    }

    /**
     * A copy of this request with another rule for the cgroup's limits.
     * @param decide true: the limits must be read again; false: they may be up to 15 s old
     */
    public MemoryRequest judgedByLimits(boolean decide) {
        return new MemoryRequest(workingSet, proportionalOver, decide);
    }

    /** A copy of this request by which proportional set sizes are always read. */
    public MemoryRequest withProportional() {
        return new MemoryRequest(workingSet, ALWAYS, limitsDecide);
    }

    /**
     * A copy of this request by which proportional set sizes are read if the resident set sizes exceed a threshold. Resident
     * set sizes count shared pages several times.
     */
    public MemoryRequest confirming(double thresholdBytes) {
        return proportionalOver == ALWAYS ? this : new MemoryRequest(workingSet, (long) thresholdBytes, limitsDecide);
    }

    /**
     * Whether proportional set sizes are requested.
     * @param residentBytes the sum of the resident set sizes
     */
    public boolean wantsProportional(long residentBytes) {
        return residentBytes > proportionalOver;
    }
}
