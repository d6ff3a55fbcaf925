package dev.dpm.incident;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.process.ProcessIdentity;

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
 */
public record Subject(TargetSpec spec, long incarnation, Optional<ProcessIdentity> main, Duration age, boolean alive,
        Optional<Measured> atStart, List<Measured> samples, List<EarlierLife> earlier) {

    public Subject {
        samples = List.copyOf(samples);
        earlier = List.copyOf(earlier);
    }
}
