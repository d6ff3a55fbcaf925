package dev.dpm.incident;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.EventWords;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.sampling.Cgroup;

/**
 * The incarnation that an incident is about.
 *
 * @param spec the settings in force
 * @param incarnation the incarnation's number
 * @param main the main process; empty: there never was a main process
 * @param age how long the incarnation has lived
 * @param alive whether the incarnation lives at the moment of the incident
 * @param atStart the first figures of this incarnation
 * @param samples the newest samples of this incarnation, oldest first
 * @param earlier how the preceding incarnations ended, newest first
 * @param cgroup the cgroup's figures in the newest sample of this incarnation; empty: there was none
 * @param settled how long the settings have been unchanged; empty: since before this runner started
 */
public record Subject(TargetSpec spec, long incarnation, Optional<ProcessIdentity> main, Duration age, boolean alive,
        Optional<Measured> atStart, List<Measured> samples, List<EarlierLife> earlier,
        Optional<Cgroup> cgroup, Optional<Duration> settled) {

    public Subject {
        samples = List.copyOf(samples);
        earlier = List.copyOf(earlier);
    }

    /** An incarnation without cgroup figures, whose settings have not changed under this runner. */
    public Subject(TargetSpec spec, long incarnation, Optional<ProcessIdentity> main, Duration age, boolean alive,
            Optional<Measured> atStart, List<Measured> samples, List<EarlierLife> earlier) {
        this(spec, incarnation, main, age, alive, atStart, samples, earlier, Optional.empty(), Optional.empty());
    }

    /** Why there are no samples of an incarnation that had a process; empty: there are some, or there was no process. */
    public Optional<String> unsampled() {
        return main.isPresent() && samples.isEmpty()
                ? Optional.of("samples: none was taken of this life, which " + (alive ? "has lasted " : "lasted ")
                        + EventWords.duration(age) + "; usage before it is of earlier lives")
                : Optional.empty();
    }

    /** The evidence that the newest sample holds, without reading anything from the machine. */
    public Evidence recalled(double bound) {
        return Evidence.recalled(bound, cgroup.map(Figures::recalled).orElse(Map.of()));
    }
}
