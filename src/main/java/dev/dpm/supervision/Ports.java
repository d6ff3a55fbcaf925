package dev.dpm.supervision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.dpm.check.Prober;
import dev.dpm.event.Journal;
import dev.dpm.event.Recorded;
import dev.dpm.incident.Incidents;
import dev.dpm.process.Attacher;
import dev.dpm.process.Household;
import dev.dpm.process.Launcher;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;
import dev.dpm.sampling.Sampler;

/**
 * All that the loop needs of the world.
 *
 * @param story is told every event once it is written down
 * @param clock the runner's monotonic clock
 * @param age how long a process has lived, by the kernel
 * @param outputFile where a target's output goes
 * @param reapOrphans collects zombies that came to the runner as their subreaper
 * @param bootId of the running kernel
 * @param prober runs checks of targets
 * @param attacher looks for processes that somebody else starts
 * @param incidents keeps why targets ended or were restarted
 */
public record Ports(Launcher launcher, Household household, Sampler sampler, Journal journal, Memory memory,
        UsageReport usageReport, Consumer<Recorded> story, Supplier<Duration> clock,
        Function<ProcessIdentity, Duration> age, Function<TargetName, Path> outputFile, Runnable reapOrphans,
        String bootId, Prober prober, Attacher attacher, Incidents incidents) {

    /** Ports of a world that keeps no incidents. */
    public Ports(Launcher launcher, Household household, Sampler sampler, Journal journal, Memory memory,
            UsageReport usageReport, Consumer<Recorded> story, Supplier<Duration> clock,
            Function<ProcessIdentity, Duration> age, Function<TargetName, Path> outputFile, Runnable reapOrphans,
            String bootId, Prober prober, Attacher attacher) {
        this(launcher, household, sampler, journal, memory, usageReport, story, clock, age, outputFile, reapOrphans,
                bootId, prober, attacher, Incidents.NONE);
    }
}
