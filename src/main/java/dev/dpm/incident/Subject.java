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
 * The launch in which an incident happens.
 *
 * @param incarnation its number
 * @param main the main process; empty: it was not started
 * @param age how long it has lasted
 * @param alive whether the main process still runs
 * @param atStart the first sample
 * @param samples the newest samples, oldest first
 * @param earlier how earlier launches ended, newest first
 * @param cgroup the cgroup in the newest sample; empty: none
 * @param allowance CPU time and hard limit of the main process
 * @param settled how long options have been unchanged; empty: since this runner's start
 */
public record Subject(TargetSpec spec, long incarnation, Optional<ProcessIdentity> main, Duration age, boolean alive,
        Optional<Measured> atStart, List<Measured> samples, List<EarlierLife> earlier,
        Optional<Cgroup> cgroup, CpuAllowance allowance, Optional<Duration> settled) {

    private static final double ONE_CORE = 100;

    public Subject {
        samples = List.copyOf(samples);
        earlier = List.copyOf(earlier);
    }

    /** A launch without cgroup values, whose options have not changed. */
    public Subject(TargetSpec spec, long incarnation, Optional<ProcessIdentity> main, Duration age, boolean alive,
            Optional<Measured> atStart, List<Measured> samples, List<EarlierLife> earlier) {
        this(spec, incarnation, main, age, alive, atStart, samples, earlier, Optional.empty(), CpuAllowance.NONE,
                Optional.empty());
    }

    /** Why a process has no samples; empty: it has some, or there was no process. */
    public Optional<String> unsampled() {
        return main.isPresent() && samples.isEmpty()
                ? Optional.of("samples: none was taken of this life, which " + (alive ? "has lasted " : "lasted ")
                        + EventWords.duration(age) + "; usage before it is of earlier lives")
                : Optional.empty();
    }

    /** Whether the main process has reached its hard limit of CPU time, at the measured rate. */
    boolean hasSpentCpuTime(Duration now) {
        Optional<Measured> newest = samples.isEmpty()
                ? Optional.empty()
                : Optional.of(samples.get(samples.size() - 1));
        return newest.filter(sample -> allowance.isSpentAfter(now.minus(sample.at()), rate(sample))).isPresent();
    }

    /** Percent of one core; 100 after a single sample, which gives no rate. */
    private static double rate(Measured sample) {
        return sample.cpuPercent().orElse(ONE_CORE);
    }

    /**
     * Evidence from the cgroup of the last sample only.
     *
     * @param bound the allowed time in seconds
     */
    public Evidence recalled(double bound) {
        return Evidence.recalled(bound, cgroup.map(Figures::recalled).orElse(Map.of()));
    }
}
