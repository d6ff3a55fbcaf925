package dev.dpm.process;

import java.util.List;
import java.util.Optional;

/**
 * Properties that children inherit; empty: the runner's own.
 *
 * @param nice -20 to 19 (nice(2))
 * @param oomScoreAdj -1000 to 1000 (proc_pid_oom_score_adj(5))
 * @param cpus processors (sched_setaffinity(2))
 * @param limits one of each kind
 * @param cgroup limits of the target's own cgroup
 */
public record ProcessProperties(Optional<Integer> nice, Optional<Integer> oomScoreAdj, Optional<CpuList> cpus,
        List<ResourceLimit> limits, CgroupLimits cgroup) {

    /** The value for a process that inherits all properties from the runner. */
    public static final ProcessProperties INHERITED = new ProcessProperties(Optional.empty(), Optional.empty(),
            Optional.empty(), List.of(), CgroupLimits.NONE);

    public ProcessProperties {
        limits = List.copyOf(limits);
    }

    ProcessProperties withoutCgroup() {
        return cgroup.areNone() ? this : new ProcessProperties(nice, oomScoreAdj, cpus, limits, CgroupLimits.NONE);
    }

    /** Whether all properties are the runner's, without a cgroup. */
    public boolean areInherited() {
        return equals(INHERITED);
    }

    /** Whether these properties contain a resource limit of this kind. */
    public boolean limits(ResourceLimit.Kind kind) {
        return limits.stream().anyMatch(limit -> limit.kind() == kind);
    }
}
