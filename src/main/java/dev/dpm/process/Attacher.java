package dev.dpm.process;

import java.util.Map;

/** Finds a process, which another program started, for the runner to attach to. A search takes milliseconds. */
public interface Attacher {

    /**
     * Searches once for a process that meets the criteria.
     *
     * @param supervised the main processes of other targets; they and their descendants are left out
     */
    Sighting look(AttachSelector selector, Map<ProcessIdentity, TargetName> supervised);
}
