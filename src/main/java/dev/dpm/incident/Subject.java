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
 * The run of a target, from launch to exit, in which an incident happens, with the facts that the supervision loop has
 * about the run.
 *
 * @param spec the target's options in force
 * @param incarnation the number of the run among all runs of the target, from 1
 * @param main the main process; empty if no main process was started
 * @param age how long the run has lasted
 * @param alive whether the main process still runs when the incident begins
 * @param atStart the first sample of this run
 * @param samples the newest samples of this run, oldest first
 * @param earlier how the earlier runs ended, newest first
 * @param cgroup the values of the cgroup's files in the newest sample of this run; empty if there are none
 * @param allowance the used CPU time of the main process and the hard limit of that time, in the newest sample of this
 * run
 * @param settled how long the options have been unchanged; empty if no option has changed since this runner started
 */
public record Subject(TargetSpec spec, long incarnation, Optional<ProcessIdentity> main, Duration age, boolean alive,
        Optional<Measured> atStart, List<Measured> samples, List<EarlierLife> earlier,
        Optional<Cgroup> cgroup, CpuAllowance allowance, Optional<Duration> settled) {

    private static final double ONE_CORE = 100;

    public Subject {
        samples = List.copyOf(samples);
        earlier = List.copyOf(earlier);
    }

    /**
     * Makes the subject for a run of the target about which no cgroup values are available, and whose options have not
     * changed since this runner started.
     */
    public Subject(TargetSpec spec, long incarnation, Optional<ProcessIdentity> main, Duration age, boolean alive,
            Optional<Measured> atStart, List<Measured> samples, List<EarlierLife> earlier) {
        this(spec, incarnation, main, age, alive, atStart, samples, earlier, Optional.empty(), CpuAllowance.NONE,
                Optional.empty());
    }

    /**
     * Why the runner has no samples of a run of the target that had a process; empty if it has samples, or if the run
     * had no process.
     */
    public Optional<String> unsampled() {
        return main.isPresent() && samples.isEmpty()
                ? Optional.of("samples: none was taken of this life, which " + (alive ? "has lasted " : "lasted ")
                        + EventWords.duration(age) + "; usage before it is of earlier lives")
                : Optional.empty();
    }

    /**
     * Whether the target's main process has reached the hard limit of its CPU time at the time {@code now}, if it used
     * CPU as in the samples.
     */
    boolean hasSpentCpuTime(Duration now) {
        Optional<Measured> newest = samples.isEmpty()
                ? Optional.empty()
                : Optional.of(samples.get(samples.size() - 1));
        return newest.filter(sample -> allowance.isSpentAfter(now.minus(sample.at()), rate(sample))).isPresent();
    }

    /** The CPU use of a sample in percent of one core; 100 if only one sample was taken, which gives no use. */
    private static double rate(Measured sample) {
        return sample.cpuPercent().orElse(ONE_CORE);
    }

    /**
     * Makes evidence from the cgroup values of the target's last sample; the method reads nothing from the machine.
     *
     * @param bound the time that was allowed for the collection, in seconds
     */
    public Evidence recalled(double bound) {
        return Evidence.recalled(bound, cgroup.map(Figures::recalled).orElse(Map.of()));
    }
}
