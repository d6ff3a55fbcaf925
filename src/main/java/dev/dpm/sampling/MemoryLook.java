package dev.dpm.sampling;

import dev.dpm.config.Thresholds.MemoryBasis;

/**
 * The costly memory figures that a sample must contain besides the resident sets.
 *
 * @param workingSet true: the working set of the cgroup
 * @param proportionalOver proportional sizes are read where the resident sets sum to more than this many bytes
 * @param limitsDecide true: decisions depend on the cgroup's limits, which must be fresh; false: the limits are only
 *     shown, and may be some seconds old
 */
public record MemoryLook(boolean workingSet, long proportionalOver, boolean limitsDecide) {

    private static final long ALWAYS = -1;
    private static final long NEVER = Long.MAX_VALUE;

    /** Asks for the figure of a memory basis, and no other. */
    public static MemoryLook of(MemoryBasis basis) {
        return new MemoryLook(basis == MemoryBasis.CGROUP, basis == MemoryBasis.PSS ? ALWAYS : NEVER, true);
    }

    /** A copy that asks for fresh limits, or not. */
    public MemoryLook judgedByLimits(boolean decide) {
        return new MemoryLook(workingSet, proportionalOver, decide);
    }

    /** A copy that always asks for the proportional sizes, too. */
    public MemoryLook withProportional() {
        return new MemoryLook(workingSet, ALWAYS, limitsDecide);
    }

    /**
     * A copy that also requests the proportional sizes if the resident sets together exceed a threshold. In the
     * proportional sizes each shared page counts once, so no breach is declared because of pages that count several
     * times.
     */
    public MemoryLook confirming(double thresholdBytes) {
        return proportionalOver == ALWAYS ? this : new MemoryLook(workingSet, (long) thresholdBytes, limitsDecide);
    }

    /** Whether proportional sizes must be read for processes whose resident sets have this sum. */
    public boolean wantsProportional(long residentBytes) {
        return residentBytes > proportionalOver;
    }
}
