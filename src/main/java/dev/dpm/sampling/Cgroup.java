package dev.dpm.sampling;

import java.util.Optional;

import dev.dpm.process.CgroupUse;

/**
 * The figures of the cgroup that contains a target (cgroups(7)). Unknown values are empty.
 * @param workingSetBytes the charged memory without inactive file cache; it is read only on request
 * @param memoryLimitBytes the lowest limit of the cgroup and its visible parents
 * @param cpuLimitCores the lowest CPU quota, in processors
 * @param oomKills the number of OOM kills
 * @param throttledPeriods the number of periods in which the CPU quota throttled the cgroup's processes
 * @param machineBytes the physical memory of the machine
 * @param unreadable why a requested working set is missing
 * @param isShared whether the runner is in the same cgroup
 * @param own the figures of the cgroup that the runner made for the target's own limits
 */
public record Cgroup(Optional<Long> workingSetBytes, Optional<Long> memoryLimitBytes, Optional<Double> cpuLimitCores,
        Optional<Long> oomKills, Optional<Long> throttledPeriods, Optional<Long> machineBytes,
        Optional<String> unreadable, boolean isShared, CgroupUse own) {

    /** The figures of a cgroup that the runner did not make. */
    public Cgroup(Optional<Long> workingSetBytes, Optional<Long> memoryLimitBytes, Optional<Double> cpuLimitCores,
            Optional<Long> oomKills, Optional<Long> throttledPeriods, Optional<Long> machineBytes,
            Optional<String> unreadable, boolean isShared) {
        this(workingSetBytes, memoryLimitBytes, cpuLimitCores, oomKills, throttledPeriods, machineBytes, unreadable,
                isShared, CgroupUse.NONE);
    }

    /** A copy of these figures that also contains those of the target's own cgroup. */
    public Cgroup with(CgroupUse use) {
        return use.isNone() && own.isNone()
                ? this
                : new Cgroup(workingSetBytes, memoryLimitBytes, cpuLimitCores, oomKills, throttledPeriods,
                        machineBytes, unreadable, isShared, use);
    }

    /** A copy of these figures with a newer number of OOM kills. */
    public Cgroup counting(Optional<Long> kills) {
        return oomKills.equals(kills)
                ? this
                : new Cgroup(workingSetBytes, memoryLimitBytes, cpuLimitCores, kills, throttledPeriods, machineBytes,
                        unreadable, isShared, own);
    }

    /** The value for a process whose cgroup was not read. */
    public static final Cgroup UNKNOWN = new Cgroup(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("nobody looked for its cgroup"), false);
}
