package dev.dpm.config;

/** The figure that counts as a target's memory. */
public enum MemoryBasis {
    /** The sum of the resident sets of its processes; shared pages count in each. */
    RSS,
    /** The sum of the proportional set sizes: pages shared by n processes count an n-th in each (smaps_rollup of proc(5)). */
    PSS,
    /**
     * The working set of its cgroup: the memory charged to it without the file cache, which the kernel gives back
     * first.
     */
    CGROUP;

    /** The basis as options, JSON and messages write it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
