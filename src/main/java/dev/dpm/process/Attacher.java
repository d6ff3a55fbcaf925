package dev.dpm.process;

import java.util.Map;

/** Port: looks for a process that somebody else started. May take milliseconds; changes nothing. */
public interface Attacher {

    /**
     * Looks once: over the whole machine where the process is told by its name or its arguments.
     *
     * @param supervised the main processes of this runner's other targets; what belongs to their trees is theirs
     */
    Sighting look(AttachSelector selector, Map<ProcessIdentity, TargetName> supervised);
}
