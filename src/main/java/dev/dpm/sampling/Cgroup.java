package dev.dpm.sampling;

import java.util.Optional;

import dev.dpm.process.CgroupUse;

/**
 * The figures of the control groups around a target at one moment (cgroups(7)); an empty figure does not exist or could
 * not be read.
 *
 * @param workingSetBytes memory charged to the cgroup without its inactive file cache, which the kernel frees before it
 *     kills a process; read only on request
 * @param memoryLimitBytes the lowest limit of the cgroup and of its visible parents
 * @param cpuLimitCores the lowest CPU quota of the same cgroups, in processors
 * @param oomKills number of processes of the cgroup that the kernel's OOM killer has ended (a counter)
 * @param throttledPeriods number of periods in which the quota throttled the cgroup, a counter
 * @param machineBytes the physical memory of the machine
 * @param unreadable why the working set is missing, where it was requested
 * @param isShared whether the runner itself is in the same cgroup
 * @param own the cgroup that holds the target's own limits; {@link CgroupUse#NONE} where there is none
 */
public record Cgroup(Optional<Long> workingSetBytes, Optional<Long> memoryLimitBytes, Optional<Double> cpuLimitCores,
        Optional<Long> oomKills, Optional<Long> throttledPeriods, Optional<Long> machineBytes,
        Optional<String> unreadable, boolean isShared, CgroupUse own) {

    /** The memory, CPU and OOM kill figures of a cgroup that the runner did not create. */
    public Cgroup(Optional<Long> workingSetBytes, Optional<Long> memoryLimitBytes, Optional<Double> cpuLimitCores,
            Optional<Long> oomKills, Optional<Long> throttledPeriods, Optional<Long> machineBytes,
            Optional<String> unreadable, boolean isShared) {
        this(workingSetBytes, memoryLimitBytes, cpuLimitCores, oomKills, throttledPeriods, machineBytes, unreadable,
                isShared, CgroupUse.NONE);
    }

    /** A copy of these figures, to which the figures of the target's own cgroup are added. */
    public Cgroup with(CgroupUse use) {
        return use.isNone() && own.isNone()
                ? this
                : new Cgroup(workingSetBytes, memoryLimitBytes, cpuLimitCores, oomKills, throttledPeriods,
                        machineBytes, unreadable, isShared, use);
    }

    /** A copy of these figures with a newer count of the cgroup's OOM kills. */
    public Cgroup counting(Optional<Long> kills) {
        return oomKills.equals(kills)
                ? this
                : new Cgroup(workingSetBytes, memoryLimitBytes, cpuLimitCores, kills, throttledPeriods, machineBytes,
                        unreadable, isShared, own);
    }

    /** The figures of a process whose cgroup was not read: all are unknown. */
    public static final Cgroup UNKNOWN = new Cgroup(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("nobody looked for its cgroup"), false);
}
