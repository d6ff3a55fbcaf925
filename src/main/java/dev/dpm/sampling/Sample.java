package dev.dpm.sampling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The figures of a target's whole process tree at one moment: facts, no rates.
 *
 * @param at when, on the runner's monotonic clock (since an arbitrary origin)
 * @param cpu CPU time that the tree has used since launch, or since the first sample of this incarnation: user and
 *     system time of all members and of their waited-for children (cutime, cstime of proc(5)), each tick once; never
 *     falls
 * @param residentBytes sum of the resident sets; pages shared between members count in each
 * @param processes number of members, at least 1
 * @param proportionalBytes sum of the proportional set sizes; empty: not asked for, or one of them cannot be read
 * @param proportionalUnreadable proportional sizes were asked for, and one of them cannot be read
 * @param cgroup the figures of the cgroup around the tree
 * @param suspended the main process is stopped (SIGSTOP and its like, or a debugger) and does nothing
 * @param gone members of the sample before that no longer live, the largest first: {@code 4711 python3}
 */
public record Sample(Duration at, Duration cpu, long residentBytes, int processes, Optional<Long> proportionalBytes,
        boolean proportionalUnreadable, Cgroup cgroup, boolean suspended, List<String> gone) {

    public Sample {
        gone = List.copyOf(gone);
        if (cpu.isNegative() || residentBytes < 0 || processes < 1) {
            throw new IllegalArgumentException(
                    "no sample: cpu " + cpu + ", resident " + residentBytes + " bytes, " + processes + " processes");
        }
    }

    /** A sample of the processes only. */
    public Sample(Duration at, Duration cpu, long residentBytes, int processes) {
        this(at, cpu, residentBytes, processes, Optional.empty(), Cgroup.UNKNOWN);
    }

    /** A sample with a main process that is not stopped, in which no member of the sample before is missing. */
    public Sample(Duration at, Duration cpu, long residentBytes, int processes, Optional<Long> proportionalBytes,
            Cgroup cgroup) {
        this(at, cpu, residentBytes, processes, proportionalBytes, false, cgroup, false, List.of());
    }

    /** The same sample with the figures of a cgroup. */
    public Sample in(Cgroup around) {
        return new Sample(at, cpu, residentBytes, processes, proportionalBytes, proportionalUnreadable, around,
                suspended, gone);
    }
}
