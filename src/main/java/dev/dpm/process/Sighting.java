package dev.dpm.process;

import java.time.Duration;

/** What one look for a process to attach to came to. */
public sealed interface Sighting {

    /** A sentence: what was found, or why nothing was. */
    String reason();

    /**
     * Exactly one tree matches.
     *
     * @param main its topmost process
     * @param age how long that has lived, by the kernel
     */
    record Found(ProcessIdentity main, Duration age, String reason) implements Sighting {
    }

    /** None matches yet, or only what must not be attached to. */
    record Nothing(String reason) implements Sighting {
    }

    /** More than one tree matches; which one is meant is not guessed. */
    record Several(String reason) implements Sighting {
    }

    /** The one process that was asked for does not exist, and no other will do. */
    record Gone(String reason) implements Sighting {
    }
}
