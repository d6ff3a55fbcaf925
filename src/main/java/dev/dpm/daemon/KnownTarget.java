package dev.dpm.daemon;

import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.config.Tags;
import dev.dpm.process.ProcessIdentity;

/**
 * The facts about one target that the last runner stored on the disk.
 *
 * @param wanted whether the next runner resumes the target
 * @param process the main process at the last write; empty if no process ran, or if another program started it
 * @param isReadable false if the target's file is damaged or missing, and only its name is known
 * @param source the configuration file that declares the target, absolute; empty if no file declares it
 * @param tags the target's group and labels
 * @param family the name of the target that this target is an instance of; an empty text if the target is no instance
 * @param hook the option of the target's hook to which the process belongs; an empty text if the process belongs to no
 * hook
 */
public record KnownTarget(String name, boolean wanted, Optional<ProcessIdentity> process, boolean isReadable,
        Optional<Path> source, Tags tags, String family, String hook) {

    KnownTarget(String name, boolean wanted, Optional<ProcessIdentity> process, boolean isReadable) {
        this(name, wanted, process, isReadable, Optional.empty(), Tags.NONE, "", "");
    }

    /** A target of which only the name and perhaps tags are known. */
    public static KnownTarget named(String name, Tags tags) {
        return new KnownTarget(name, false, Optional.empty(), false, Optional.empty(), tags, "", "");
    }

    /**
     * A copy of these facts with a process that was found alive, in place of the main process that the last runner
     * stored.
     *
     * @param other the process that was found
     * @param runs the hook that this process runs, by the name of the hook's option, such as {@code pre_start}; an empty
     * text for a process of the target itself
     */
    KnownTarget borneBy(ProcessIdentity other, String runs) {
        return new KnownTarget(name, wanted, Optional.of(other), isReadable, source, tags, family, runs);
    }

    KnownTarget writtenIn(Optional<Path> file) {
        return new KnownTarget(name, wanted, process, isReadable, file, tags, family, hook);
    }

    KnownTarget with(Tags others, String other) {
        return new KnownTarget(name, wanted, process, isReadable, source, others, other, hook);
    }

    /** Whether the process in the target's record still runs. */
    public boolean isAlive(ProcFs proc) {
        return process.isPresent() && proc.isAlive(process.get());
    }
}
