package dev.dpm.incident;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.sampling.Cgroup;

/**
 * The life that an incident is about.
 *
 * @param spec as it is in force
 * @param incarnation its number
 * @param main its main process; empty: it never had one
 * @param age how long it has lived
 * @param alive whether it lives at the moment of decision
 * @param atStart the first figures of this life
 * @param samples the newest samples of this life, oldest first
 * @param earlier how the lives before it ended, newest first
 * @param cgroup what the newest sample of this life said of its cgroups; empty: there was none
 * @param settled how long its settings have been as they are; empty: since before anybody watched
 */
public record Subject(TargetSpec spec, long incarnation, Optional<ProcessIdentity> main, Duration age, boolean alive,
        Optional<Measured> atStart, List<Measured> samples, List<EarlierLife> earlier,
        Optional<Cgroup> cgroup, Optional<Duration> settled) {

    public Subject {
        samples = List.copyOf(samples);
        earlier = List.copyOf(earlier);
    }

    /** Of a life without samples of cgroups, and settings that nobody has seen change. */
    public Subject(TargetSpec spec, long incarnation, Optional<ProcessIdentity> main, Duration age, boolean alive,
            Optional<Measured> atStart, List<Measured> samples, List<EarlierLife> earlier) {
        this(spec, incarnation, main, age, alive, atStart, samples, earlier, Optional.empty(), Optional.empty());
    }
}
