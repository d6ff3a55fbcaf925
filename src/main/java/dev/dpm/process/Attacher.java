package dev.dpm.process;

import java.util.Map;

/** Port: finds a process of another program to attach to. A search takes milliseconds. */
public interface Attacher {

    /**
     * Searches once.
     *
     * @param supervised main processes of other targets, whose trees are left out
     */
    Sighting look(AttachSelector selector, Map<ProcessIdentity, TargetName> supervised);
}
