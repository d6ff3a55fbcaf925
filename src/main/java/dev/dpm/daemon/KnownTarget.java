package dev.dpm.daemon;

import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.config.Tags;
import dev.dpm.process.ProcessIdentity;

/**
 * What the last runner wrote about one target.
 *
 * @param wanted whether the next runner resumes the target
 * @param process the main process when last written; empty: none ran, or another program started it
 * @param isReadable false where the file is damaged or lost: then only its name is known
 * @param source the configuration file that the target is written in, absolute; empty: none
 * @param tags its group and its labels
 */
public record KnownTarget(String name, boolean wanted, Optional<ProcessIdentity> process, boolean isReadable,
        Optional<Path> source, Tags tags) {

    KnownTarget(String name, boolean wanted, Optional<ProcessIdentity> process, boolean isReadable) {
        this(name, wanted, process, isReadable, Optional.empty(), Tags.NONE);
    }

    /** A target of which only the name is known, and perhaps its tags. */
    public static KnownTarget named(String name, Tags tags) {
        return new KnownTarget(name, false, Optional.empty(), false, Optional.empty(), tags);
    }

    /** A copy with another main process. */
    KnownTarget borneBy(ProcessIdentity other) {
        return new KnownTarget(name, wanted, Optional.of(other), isReadable, source, tags);
    }

    KnownTarget writtenIn(Optional<Path> file) {
        return new KnownTarget(name, wanted, process, isReadable, file, tags);
    }

    KnownTarget with(Tags others) {
        return new KnownTarget(name, wanted, process, isReadable, source, others);
    }

    /** Whether the target's process still runs. */
    public boolean isAlive(ProcFs proc) {
        return process.isPresent() && proc.isAlive(process.get());
    }
}
