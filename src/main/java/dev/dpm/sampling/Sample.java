package dev.dpm.sampling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The figures of a target's whole process tree at one moment.
 *
 * @param at on the runner's monotonic clock
 * @param cpu the total CPU time of all processes and their waited-for children (cutime, cstime of proc(5)); never falls
 * @param residentBytes the sum of the resident sets
 * @param processes the number of processes, at least 1
 * @param proportionalBytes the sum of the proportional set sizes; empty: not requested, or unreadable
 * @param proportionalUnreadable whether a requested proportional size is unreadable
 * @param cgroup the figures of the cgroup
 * @param suspended whether a signal or a debugger has stopped the main process
 * @param gone processes that have ended since the last sample, the largest first: {@code 4711 python3}
 * @param allowance CPU time and hard limit of the main process
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

    /** A sample without a hard limit of CPU time. */
    public Sample(Duration at, Duration cpu, long residentBytes, int processes, Optional<Long> proportionalBytes,
            boolean proportionalUnreadable, Cgroup cgroup, boolean suspended, List<String> gone) {
        this(at, cpu, residentBytes, processes, proportionalBytes, proportionalUnreadable, cgroup, suspended, gone,
                CpuAllowance.NONE);
    }

    /** A sample without cgroup figures. */
    public Sample(Duration at, Duration cpu, long residentBytes, int processes) {
        this(at, cpu, residentBytes, processes, Optional.empty(), Cgroup.UNKNOWN);
    }

    /** A sample without unreadable, suspended or ended processes. */
    public Sample(Duration at, Duration cpu, long residentBytes, int processes, Optional<Long> proportionalBytes,
            Cgroup cgroup) {
        this(at, cpu, residentBytes, processes, proportionalBytes, false, cgroup, false, List.of());
    }

    /** A copy with the figures of the cgroup. */
    public Sample in(Cgroup around) {
        return new Sample(at, cpu, residentBytes, processes, proportionalBytes, proportionalUnreadable, around,
                suspended, gone, allowance);
    }
}
