package dev.dpm.process;

import java.util.Map;

/**
 * Port: finds a process that another program started, so that the runner can attach to it. A search may take
 * milliseconds and changes nothing.
 */
public interface Attacher {

    /**
     * Searches once for the process. A search by name or arguments reads the entries of all processes in {@code /proc}.
     *
     * @param supervised the main processes of this runner's other targets; the search chooses no process of their trees
     */
    Sighting look(AttachSelector selector, Map<ProcessIdentity, TargetName> supervised);
}
