package dev.dpm.process;

import java.util.List;
import java.util.Optional;

/**
 * The properties of a target's process that its children inherit. Without a value, a property is that of the runner.
 *
 * @param nice the niceness, from -20 to 19 (nice(2))
 * @param oomScoreAdj the OOM score adjustment, from -1000 to 1000 (proc_pid_oom_score_adj(5))
 * @param cpus the processors on which the process may run (sched_setaffinity(2))
 * @param limits the resource limits, at most one of each kind
 * @param cgroup the limits of the target's own cgroup
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

    /** Whether all properties are those of the runner, and there is no limit of a cgroup. */
    public boolean areInherited() {
        return equals(INHERITED);
    }

    /** Whether these properties contain a resource limit of this kind. */
    public boolean limits(ResourceLimit.Kind kind) {
        return limits.stream().anyMatch(limit -> limit.kind() == kind);
    }
}
