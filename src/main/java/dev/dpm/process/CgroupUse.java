package dev.dpm.process;

import java.util.List;

/**
 * The figures of the cgroups that the runner made for one run of a target to enforce limits. A figure for which the
 * target has no limit is {@link #UNCOUNTED}, since the kernel does not count it.
 *
 * @param folders the folders of the cgroups: one for each kind of limit on version 1, one for all on version 2
 * @param held the limits that the kernel enforces now, as read from these folders
 * @param memoryBytes memory charged to the cgroup, in bytes, file caches included
 * @param tasks number of processes and threads
 * @param refusedForks number of forks and new threads that the kernel refused because of {@code pids_max}, a counter
 *     ({@code pids.events} in the kernel's documents cgroup-v2 and cgroup-v1/pids)
 * @param periods number of periods in which the processes wanted to run, a counter ({@code nr_periods})
 * @param throttledPeriods number of those periods in which the quota stopped them, a counter ({@code nr_throttled})
 */
public record CgroupUse(List<String> folders, CgroupLimits held, long memoryBytes, long tasks, long refusedForks,
        long periods, long throttledPeriods) {

    /** The value of a figure that the kernel does not count for the target's cgroup. */
    public static final long UNCOUNTED = -1;
    /** The figures of a target that has no cgroup of its own. */
    public static final CgroupUse NONE = new CgroupUse(List.of(), CgroupLimits.NONE, UNCOUNTED, UNCOUNTED, UNCOUNTED,
            UNCOUNTED, UNCOUNTED);

    public CgroupUse {
        folders = List.copyOf(folders);
    }

    /** Whether the target has no cgroup of its own. */
    public boolean isNone() {
        return folders.isEmpty();
    }
}
