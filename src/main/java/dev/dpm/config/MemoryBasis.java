package dev.dpm.config;

/** Which figure counts as a target's memory. */
public enum MemoryBasis {
    /** The sum of the resident sets of its processes; pages they share count in each. */
    RSS,
    /** The sum of the proportional set sizes: pages shared by n processes count an n-th in each (smaps_rollup of proc(5)). */
    PSS,
    /** The working set of its cgroup: what is charged to it, without the file cache that is given back first. */
    CGROUP;

    /** As written in options, JSON and messages. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
