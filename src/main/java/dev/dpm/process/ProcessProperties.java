package dev.dpm.process;

import java.util.List;
import java.util.Optional;

/**
 * Properties that a process has from its start and that its children inherit, besides user, folder, environment and
 * umask. Where a property is empty, the process has the runner's own value.
 *
 * @param nice from -20 to 19 (nice(2))
 * @param oomScoreAdj from -1000 to 1000 (proc_pid_oom_score_adj(5))
 * @param cpus the processors that the process may run on (sched_setaffinity(2))
 * @param limits resource limits, at most one of each kind
 * @param cgroup limits on all processes of the target together, enforced by a cgroup of the target's own
 */
public record ProcessProperties(Optional<Integer> nice, Optional<Integer> oomScoreAdj, Optional<CpuList> cpus,
        List<ResourceLimit> limits, CgroupLimits cgroup) {

    /** The value for a process that inherits all properties from the runner. */
    public static final ProcessProperties INHERITED = new ProcessProperties(Optional.empty(), Optional.empty(),
            Optional.empty(), List.of(), CgroupLimits.NONE);

    public ProcessProperties {
        limits = List.copyOf(limits);
    }

    /** A copy of these properties without the cgroup limits of the target. */
    ProcessProperties withoutCgroup() {
        return cgroup.areNone() ? this : new ProcessProperties(nice, oomScoreAdj, cpus, limits, CgroupLimits.NONE);
    }

    /** Whether a process with these properties has all properties of the runner, and no cgroup of its own. */
    public boolean areInherited() {
        return equals(INHERITED);
    }

    /** Whether these properties contain a resource limit of this kind. */
    public boolean limits(ResourceLimit.Kind kind) {
        return limits.stream().anyMatch(limit -> limit.kind() == kind);
    }
}
