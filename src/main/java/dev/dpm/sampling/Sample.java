package dev.dpm.sampling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one look at a target's whole process tree found: facts, no rates.
 *
 * @param at when, on the runner's monotonic clock (since an arbitrary origin)
 * @param cpu CPU time the tree has used since the first sample of this incarnation's meter or since launch: user and
 *        system time of all members and of their waited-for children (cutime, cstime of proc(5)), each tick once;
 *        never falls
 * @param residentBytes sum of the resident sets; pages shared between members count in each
 * @param processes members of the tree, at least 1
 * @param proportionalBytes sum of the proportional set sizes; empty: not asked for, or one of them cannot be read
 * @param proportionalUnreadable proportional sizes were asked for, and one of them cannot be read
 * @param cgroup what the cgroup around the tree says
 * @param suspended the main process is stopped (SIGSTOP and its like, or a debugger) and does nothing
 * @param gone members of the look before that no longer live, the largest first: {@code 4711 python3}
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

    /** A look at the processes only. */
    public Sample(Duration at, Duration cpu, long residentBytes, int processes) {
        this(at, cpu, residentBytes, processes, Optional.empty(), Cgroup.UNKNOWN);
    }

    /** A look at a main process that is not stopped, from which nobody is missing. */
    public Sample(Duration at, Duration cpu, long residentBytes, int processes, Optional<Long> proportionalBytes,
            Cgroup cgroup) {
        this(at, cpu, residentBytes, processes, proportionalBytes, false, cgroup, false, List.of());
    }

    /** The same look, and what the cgroup said beside it. */
    public Sample in(Cgroup around) {
        return new Sample(at, cpu, residentBytes, processes, proportionalBytes, proportionalUnreadable, around,
                suspended, gone);
    }
}
