package dev.dpm.sampling;

import java.util.Optional;

/**
 * What the control groups around a target said in one look (cgroups(7)); empty is what could not be read or is not
 * there.
 *
 * @param workingSetBytes memory charged to the cgroup without its inactive file cache, which the kernel gives back
 *        before it kills; read only where it counts
 * @param memoryLimitBytes the lowest limit of the cgroup and of those around it, as far as they can be seen
 * @param cpuLimitCores likewise the lowest CPU quota, in processors
 * @param oomKills processes of the cgroup that the kernel's OOM killer has ended, a counter
 * @param throttledPeriods periods in which the quota held the cgroup back, a counter
 * @param machineBytes the physical memory of the machine
 * @param unreadable why there is no working set, where it was asked for
 * @param isShared the runner itself is in the cgroup that is charged
 */
public record Cgroup(Optional<Long> workingSetBytes, Optional<Long> memoryLimitBytes, Optional<Double> cpuLimitCores,
        Optional<Long> oomKills, Optional<Long> throttledPeriods, Optional<Long> machineBytes,
        Optional<String> unreadable, boolean isShared) {

    /** The same look with a fresh count of OOM kills. */
    public Cgroup counting(Optional<Long> kills) {
        return oomKills.equals(kills)
                ? this
                : new Cgroup(workingSetBytes, memoryLimitBytes, cpuLimitCores, kills, throttledPeriods, machineBytes,
                        unreadable, isShared);
    }

    /** Nobody looked. */
    public static final Cgroup UNKNOWN = new Cgroup(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("nobody looked for its cgroup"), false);
}
