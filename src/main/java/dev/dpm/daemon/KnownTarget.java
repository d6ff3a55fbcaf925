package dev.dpm.daemon;

import java.util.Optional;

import dev.dpm.process.ProcessIdentity;

/**
 * What the last runner left written about one target.
 *
 * @param wanted whether the next runner resumes it
 * @param process its main process when last written; empty: it did not run, or is somebody else's
 * @param isReadable false where the file is damaged or lost: then only its name is known
 */
public record KnownTarget(String name, boolean wanted, Optional<ProcessIdentity> process, boolean isReadable) {

    /** The same target, borne by another process. */
    KnownTarget borneBy(ProcessIdentity other) {
        return new KnownTarget(name, wanted, Optional.of(other), isReadable);
    }

    /** Whether its process still runs. */
    public boolean isAlive(ProcFs proc) {
        return process.isPresent() && proc.isAlive(process.get());
    }
}
