package dev.dpm.daemon;

import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.process.ProcessIdentity;

/**
 * What the last runner left written about one target.
 *
 * @param wanted whether the next runner resumes it
 * @param process its main process when last written; empty: it did not run, or is somebody else's
 * @param isReadable false where the file is damaged or lost: then only its name is known
 * @param source the configuration file it is written in, absolute; empty: none
 */
public record KnownTarget(String name, boolean wanted, Optional<ProcessIdentity> process, boolean isReadable,
        Optional<Path> source) {

    KnownTarget(String name, boolean wanted, Optional<ProcessIdentity> process, boolean isReadable) {
        this(name, wanted, process, isReadable, Optional.empty());
    }

    /** The same target, borne by another process. */
    KnownTarget borneBy(ProcessIdentity other) {
        return new KnownTarget(name, wanted, Optional.of(other), isReadable, source);
    }

    KnownTarget writtenIn(Optional<Path> file) {
        return new KnownTarget(name, wanted, process, isReadable, file);
    }

    /** Whether its process still runs. */
    public boolean isAlive(ProcFs proc) {
        return process.isPresent() && proc.isAlive(process.get());
    }
}
