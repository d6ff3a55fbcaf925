package dev.dpm.sampling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The figures of a target's whole process tree at one moment.
 * @param at the moment on the runner's monotonic clock
 * @param cpu the total CPU time of all processes and their waited-for children (cutime, cstime of proc(5)); never falls
 * @param residentBytes the sum of the resident set sizes
 * @param processes the number of processes, at least 1
 * @param proportionalBytes the sum of the proportional set sizes; empty: it was not requested, or cannot be read
 * @param proportionalUnreadable whether a requested proportional set size cannot be read
 * @param cgroup the figures of the cgroup that contains the process tree
 * @param suspended whether a signal or a debugger has stopped the main process
 * @param gone the processes that have ended since the last sample, the largest first: {@code 4711 python3}
 * @param allowance the CPU time of the main process and its hard limit
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

    /** A sample of a process without a hard limit of CPU time. */
    public Sample(Duration at, Duration cpu, long residentBytes, int processes, Optional<Long> proportionalBytes,
            boolean proportionalUnreadable, Cgroup cgroup, boolean suspended, List<String> gone) {
        this(at, cpu, residentBytes, processes, proportionalBytes, proportionalUnreadable, cgroup, suspended, gone,
                CpuAllowance.NONE);
    }

    /** A sample without figures of the cgroup. */
    public Sample(Duration at, Duration cpu, long residentBytes, int processes) {
        this(at, cpu, residentBytes, processes, Optional.empty(), Cgroup.UNKNOWN);
    }

    /** A sample in which every process can be read, none has ended, and the main process is not stopped. */
    public Sample(Duration at, Duration cpu, long residentBytes, int processes, Optional<Long> proportionalBytes,
            Cgroup cgroup) {
        this(at, cpu, residentBytes, processes, proportionalBytes, false, cgroup, false, List.of());
    }

    /** A copy of this sample with the figures of the cgroup. */
    public Sample in(Cgroup around) {
        return new Sample(at, cpu, residentBytes, processes, proportionalBytes, proportionalUnreadable, around,
                suspended, gone, allowance);
    }
}
