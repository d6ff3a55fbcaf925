package dev.dpm.incident;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.EventWords;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.CpuAllowance;

/**
 * The launch of a target in which an incident happens.
 * @param incarnation the number of the launch
 * @param main the main process; empty: it was not started
 * @param age how long the launched process has run
 * @param alive whether the main process still runs
 * @param atStart the first sample after the launch
 * @param samples the newest samples, oldest first
 * @param earlier how earlier launches ended, newest first
 * @param cgroup the values of the cgroup in the newest sample; empty: none
 * @param allowance the CPU time that the main process has used, and the hard limit of its CPU time (RLIMIT_CPU)
 * @param settled for how long no option of the target has changed; empty: no option has changed since this runner's start
 */
public record Subject(TargetSpec spec, long incarnation, Optional<ProcessIdentity> main, Duration age, boolean alive,
        Optional<Measured> atStart, List<Measured> samples, List<EarlierLife> earlier,
        Optional<Cgroup> cgroup, CpuAllowance allowance, Optional<Duration> settled) {

    private static final double ONE_CORE = 100;

    public Subject {
        samples = List.copyOf(samples);
        earlier = List.copyOf(earlier);
    }

    /** Makes the description of a launch whose cgroup values are unknown, and whose options have not changed. */
    public Subject(TargetSpec spec, long incarnation, Optional<ProcessIdentity> main, Duration age, boolean alive,
            Optional<Measured> atStart, List<Measured> samples, List<EarlierLife> earlier) {
        this(spec, incarnation, main, age, alive, atStart, samples, earlier, Optional.empty(), CpuAllowance.NONE,
                Optional.empty());
    }

    /**
     * A sentence which says that there is no sample of the launched process. Empty: there is a sample, or no process was
     * started.
     */
    public Optional<String> unsampled() {
        return main.isPresent() && samples.isEmpty()
                ? Optional.of("samples: none was taken of this life, which " + (alive ? "has lasted " : "lasted ")
                        + EventWords.duration(age) + "; usage before it is of earlier lives")
                : Optional.empty();
    }

    /** Whether the main process must have reached its hard limit of CPU time by now, at the rate that the samples show. */
    boolean hasSpentCpuTime(Duration now) {
        Optional<Measured> newest = samples.isEmpty()
                ? Optional.empty()
                : Optional.of(samples.get(samples.size() - 1));
        return newest.filter(sample -> allowance.isSpentAfter(now.minus(sample.at()), rate(sample))).isPresent();
    }

    /** The CPU use in a sample, in percent of one core. It is 100 after a single sample, from which no rate can be computed. */
    private static double rate(Measured sample) {
        return sample.cpuPercent().orElse(ONE_CORE);
    }

    /**
     * Evidence that contains only the cgroup's values in the last sample.
     * @param bound how long the collection was allowed to take, in seconds
     */
    public Evidence recalled(double bound) {
        return Evidence.recalled(bound, cgroup.map(Figures::recalled).orElse(Map.of()));
    }
}
