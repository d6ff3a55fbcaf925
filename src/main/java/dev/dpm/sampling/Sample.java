package dev.dpm.sampling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The figures of a target's whole process tree at one moment. The figures are totals and not rates. A member is a
 * process of the tree.
 *
 * @param at the moment, on the runner's monotonic clock (since an arbitrary origin)
 * @param cpu CPU time that the tree has used since launch, or since the first sample of this run of the target: user
 *     and system time of all members and of their waited-for children (cutime, cstime of proc(5)), each tick once;
 *     never falls
 * @param residentBytes sum of the resident sets; pages shared between members count in each
 * @param processes number of members, at least 1
 * @param proportionalBytes sum of the proportional set sizes; empty: not requested, or one of the sizes cannot be read
 * @param proportionalUnreadable whether proportional sizes were requested and one of them cannot be read
 * @param cgroup the figures of the cgroup around the tree
 * @param suspended whether the main process is stopped (by SIGSTOP or a similar signal, or by a debugger) and does
 *     nothing
 * @param gone members of the preceding sample that no longer live, the largest first: {@code 4711 python3}
 * @param allowance CPU time of the main process beside its hard limit
 */
public record Sample(Duration at, Duration cpu, long residentBytes, int processes, Optional<Long> proportionalBytes,
        boolean proportionalUnreadable, Cgroup cgroup, boolean suspended, List<String> gone,
        CpuAllowance allowance) {

    public Sample {
        gone = List.copyOf(gone);
        if (cpu.isNegative() || residentBytes < 0 || processes < 1) {
            throw new IllegalArgumentException(
                    "no sample: cpu " + cpu + ", resident " + residentBytes + " bytes, " + processes + " processes");
        }
    }

    /** A sample whose main process has no hard limit of CPU time. */
    public Sample(Duration at, Duration cpu, long residentBytes, int processes, Optional<Long> proportionalBytes,
            boolean proportionalUnreadable, Cgroup cgroup, boolean suspended, List<String> gone) {
        this(at, cpu, residentBytes, processes, proportionalBytes, proportionalUnreadable, cgroup, suspended, gone,
                CpuAllowance.NONE);
    }

    /** A sample without the figures of the target's cgroup. */
    public Sample(Duration at, Duration cpu, long residentBytes, int processes) {
        this(at, cpu, residentBytes, processes, Optional.empty(), Cgroup.UNKNOWN);
    }

    /**
     * A sample in which every requested proportional size could be read, the main process is not suspended, and no
     * member of the preceding sample is gone.
     */
    public Sample(Duration at, Duration cpu, long residentBytes, int processes, Optional<Long> proportionalBytes,
            Cgroup cgroup) {
        this(at, cpu, residentBytes, processes, proportionalBytes, false, cgroup, false, List.of());
    }

    /** A copy of this sample with the figures of the target's cgroup. */
    public Sample in(Cgroup around) {
        return new Sample(at, cpu, residentBytes, processes, proportionalBytes, proportionalUnreadable, around,
                suspended, gone, allowance);
    }
}
