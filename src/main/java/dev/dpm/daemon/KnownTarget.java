package dev.dpm.daemon;

import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.config.Tags;
import dev.dpm.process.ProcessIdentity;

/**
 * What the last runner stored about a target.
 *
 * @param wanted whether the next runner starts the target again
 * @param process the target's main process; empty: none ran, or another program started it
 * @param isReadable whether the target's state file could be read; false: it is damaged or missing
 * @param source the configuration file that declares the target, absolute; empty: none
 * @param tags the target's group and labels
 * @param family the target of which this target is an instance; empty text: none
 * @param hook the hook that the process runs, such as {@code pre_start}; empty text: it runs the target's program
 * @param dependsOn the targets on which the target depends, such as {@code db:healthy,cache}; empty text: none
 */
public record KnownTarget(String name, boolean wanted, Optional<ProcessIdentity> process, boolean isReadable,
        Optional<Path> source, Tags tags, String family, String hook,
        String dependsOn) {

    KnownTarget(String name, boolean wanted, Optional<ProcessIdentity> process, boolean isReadable) {
        this(name, wanted, process, isReadable, Optional.empty(), Tags.NONE, "", "", "");
    }

    public static KnownTarget named(String name, Tags tags) {
        return new KnownTarget(name, false, Optional.empty(), false, Optional.empty(), tags, "", "", "");
    }

    /**
     * A copy of this record with another process of the target, which was found alive.
     *
     * @param runs the hook that the process runs, such as {@code pre_start}; empty text: none
     */
    KnownTarget borneBy(ProcessIdentity other, String runs) {
        return new KnownTarget(name, wanted, Optional.of(other), isReadable, source, tags, family, runs, dependsOn);
    }

    KnownTarget writtenIn(Optional<Path> file) {
        return new KnownTarget(name, wanted, process, isReadable, file, tags, family, hook, dependsOn);
    }

    KnownTarget with(Tags others, String other, String needs) {
        return new KnownTarget(name, wanted, process, isReadable, source, others, other, hook, needs);
    }

    /** Whether the stored process of the target still runs. */
    public boolean isAlive(ProcFs proc) {
        return process.isPresent() && proc.isAlive(process.get());
    }
}
