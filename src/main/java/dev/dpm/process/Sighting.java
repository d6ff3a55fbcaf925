package dev.dpm.process;

import java.time.Duration;

/** The result of one search for the process to which the runner attaches. */
public sealed interface Sighting {

    /** A sentence that says to which process the runner can attach, or why it can attach to none. */
    String reason();

    /**
     * Exactly one process tree matches the selector.
     *
     * @param main the topmost process of the tree
     * @param age how long that process has lived, according to the kernel's start time
     */
    record Found(ProcessIdentity main, Duration age, String reason) implements Sighting {
    }

    record Nothing(String reason) implements Sighting {
    }

    /** More than one process tree matches the selector. The runner does not choose between them. */
    record Several(String reason) implements Sighting {
    }

    /**
     * The user selected the process by its pid, and the process does not exist. No other process can match this
     * selection.
     */
    record Gone(String reason) implements Sighting {
    }
}
