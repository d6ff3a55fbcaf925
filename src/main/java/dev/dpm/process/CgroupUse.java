package dev.dpm.process;

import java.util.List;

/**
 * The figures of the cgroups that the runner made for a target. A figure is {@link #UNCOUNTED} if the target has no limit
 * of this kind.
 *
 * @param folders the folders of the cgroups: with cgroups version 1 one for each kind of limit, with version 2 one for
 *     all
 * @param held the limits in force
 * @param memoryBytes the used memory in bytes, including file caches
 * @param tasks the number of processes and threads
 * @param refusedForks the number of forks that the kernel refused because of {@code pids_max} ({@code pids.events} in
 *     cgroup-v2 and cgroup-v1/pids)
 * @param periods the number of periods of the CPU quota in which the processes wanted to run ({@code nr_periods})
 * @param throttledPeriods the number of these periods in which the quota stopped them ({@code nr_throttled})
 */
public record CgroupUse(List<String> folders, CgroupLimits held, long memoryBytes, long tasks, long refusedForks,
        long periods, long throttledPeriods) {

    /** The value of a figure that the kernel does not count. */
    public static final long UNCOUNTED = -1;
    /** The figures of a target without a cgroup of its own. */
    public static final CgroupUse NONE = new CgroupUse(List.of(), CgroupLimits.NONE, UNCOUNTED, UNCOUNTED, UNCOUNTED,
            UNCOUNTED, UNCOUNTED);

    public CgroupUse {
        folders = List.copyOf(folders);
    }

    public boolean isNone() {
        return folders.isEmpty();
    }
}
