package dev.dpm.process;

import java.util.List;

/**
 * The figures of a target's own cgroups. A figure without a limit is {@link #UNCOUNTED}.
 *
 * @param folders one for each kind on version 1, one for all on version 2
 * @param held the limits in force
 * @param memoryBytes with file caches
 * @param tasks processes and threads
 * @param refusedForks forks refused because of {@code pids_max} ({@code pids.events} in cgroup-v2 and cgroup-v1/pids)
 * @param periods in which the processes wanted to run ({@code nr_periods})
 * @param throttledPeriods in which the quota stopped them ({@code nr_throttled})
 */
public record CgroupUse(List<String> folders, CgroupLimits held, long memoryBytes, long tasks, long refusedForks,
        long periods, long throttledPeriods) {

    /** The kernel does not count this figure. */
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
