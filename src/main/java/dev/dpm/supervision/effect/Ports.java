package dev.dpm.supervision.effect;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.dpm.check.Prober;
import dev.dpm.config.Output.OutputMode;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.Journal;
import dev.dpm.event.Recorded;
import dev.dpm.history.TargetRecord;
import dev.dpm.incident.Incidents;
import dev.dpm.process.Attacher;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Launcher;
import dev.dpm.process.NativePaths;
import dev.dpm.process.Notifications;
import dev.dpm.process.OutputPlace;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sessions;
import dev.dpm.process.SourceWatcher;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;
import dev.dpm.process.WallTime;
import dev.dpm.sampling.Sampler;
import dev.dpm.sampling.Usage;

/**
 * The interfaces to the operating system and to the disk.
 *
 * @param launcher starts processes
 * @param targetProcesses finds, counts and signals the processes of targets
 * @param sampler measures CPU and memory of process trees
 * @param journal stores events
 * @param memory stores the records of targets on disk
 * @param usageReport receives the usage of targets
 * @param story receives every event after it was written to the journal
 * @param clock the runner's monotonic clock
 * @param age returns how long a process has lived
 * @param outputFile the files of targets' output
 * @param reapOrphans reaps zombies that became children of the runner
 * @param bootId the id of the present boot
 * @param prober runs checks
 * @param attacher finds processes that another program starts
 * @param incidents records why targets ended or were restarted
 * @param sessions ends the processes of hooks
 * @param wall the wall clock, for schedules
 * @param notifications makes the sockets for messages of targets (sd_notify(3))
 * @param sources watches files of targets
 * @param times converts a moment of the runner's clock to wall-clock time
 */
public record Ports(Launcher launcher, TargetProcesses targetProcesses, Sampler sampler, Journal journal, Memory memory,
        UsageReport usageReport, Consumer<Recorded> story, Supplier<Duration> clock,
        Function<ProcessIdentity, Duration> age, OutputFiles outputFile, Runnable reapOrphans,
        String bootId, Prober prober, Attacher attacher, Incidents incidents, Sessions sessions,
        Supplier<Notifications> notifications, Supplier<WallTime> wall, SourceWatcher sources,
        Function<Duration, WallTime> times) {

    /**
     * Makes the ports of a runner without schedules. Its monotonic clock counts from 1970, and so gives the wall-clock time,
     * too.
     */
    public Ports(Launcher launcher, TargetProcesses targetProcesses, Sampler sampler, Journal journal, Memory memory,
            UsageReport usageReport, Consumer<Recorded> story, Supplier<Duration> clock,
            Function<ProcessIdentity, Duration> age, OutputFiles outputFile, Runnable reapOrphans,
            String bootId, Prober prober, Attacher attacher, Incidents incidents, Sessions sessions,
            Supplier<Notifications> notifications) {
        this(launcher, targetProcesses, sampler, journal, memory, usageReport, story, clock, age, outputFile,
                reapOrphans, bootId, prober, attacher, incidents, sessions, notifications, () -> {
                    throw new IllegalStateException("no target was to be run by the clock");
                }, SourceWatcher.NONE, at -> new WallTime(at.toMillis()));
    }

    /** Makes the ports of a runner without schedules, hooks, messages and incidents. */
    public Ports(Launcher launcher, TargetProcesses targetProcesses, Sampler sampler, Journal journal, Memory memory,
            UsageReport usageReport, Consumer<Recorded> story, Supplier<Duration> clock,
            Function<ProcessIdentity, Duration> age, OutputFiles outputFile, Runnable reapOrphans,
            String bootId, Prober prober, Attacher attacher) {
        this(launcher, targetProcesses, sampler, journal, memory, usageReport, story, clock, age, outputFile,
                reapOrphans,
                bootId, prober, attacher, Incidents.NONE, (life, leader, thorough) -> 0, () -> {
                    throw new IllegalStateException("no target was to tell anything");
                });
    }

    /** Stores the records of targets on disk. The methods are called for one target in the order of its changes. */
    public interface Memory {

        /**
         * Saves the record of a target.
         *
         * @param durable true: the record survives a power failure (fsync)
         */
        void save(TargetRecord target, boolean durable) throws IOException;

        void remove(TargetName target) throws IOException;
    }

    /** The output file of each target, by the target's name. */
    @FunctionalInterface
    public interface OutputFiles extends Function<TargetName, Path> {

        /**
         * Creates the output files of a target, so that readers find them before the launch.
         *
         * @return a sentence that says why they could not be created; empty: they were created
         */
        default Optional<String> prepare(TargetSpec spec) {
            return Optional.empty();
        }

        /** The path of the file to which a target writes its stdout. */
        default Path written(TargetSpec spec) {
            if (spec.output().stamps()) {
                return own(spec, OutputPlace.RAW);
            }
            return spec.output().mode() == OutputMode.PATH
                    ? NativePaths.of(spec.output().stdout().path())
                    : apply(spec.name());
        }

        /** The path of the file to which a target writes its stderr; empty: stderr goes to the same file as stdout. */
        default Optional<Path> errors(TargetSpec spec) {
            return switch (spec.output().stderr().mode()) {
                case MERGE -> Optional.empty();
                case APART -> Optional
                        .of(own(spec, OutputPlace.ERRORS + (spec.output().stamps() ? OutputPlace.RAW : "")));
                case NULL -> Optional.of(Path.of("/dev/null"));
                case PATH -> Optional.of(NativePaths.of(spec.output().stderr().path()));
            };
        }

        private Path own(TargetSpec spec, String ending) {
            return apply(spec.name()).resolveSibling(spec.name() + ending + ".log");
        }
    }

    /** Receives the usage of targets. Its method returns without waiting for the disk. */
    @FunctionalInterface
    public interface UsageReport {

        /**
         * Reports one sample of a target.
         *
         * @param memoryBytes in bytes, measured as the target's settings say
         * @param every the sampling interval
         * @param minuteLine true once a minute, for the line in the log
         */
        void report(Incarnation life, Usage usage, long memoryBytes, Duration every, boolean minuteLine);
    }

    /** Aligns the samples of all targets with the same interval, so that the machine wakes up once for all of them. */
    public static final class SampleClock {

        public Duration after(Duration now, Duration interval) {
            long length = interval.toNanos();
            long half = now.toNanos() + length / 2;
            long ticks = Math.floorDiv(half, length) + 1;
            return Duration.ofNanos(ticks * length);
        }
    }
}
