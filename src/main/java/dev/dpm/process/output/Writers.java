package dev.dpm.process.output;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Port: the processes that write a target's output. */
public interface Writers {

    /**
     * Stdout and stderr of every living process of a target, as {@code /proc/PID/fd/N}, the main process first. Asked
     * only when a file is not the one it was.
     *
     * @return empty where the target does not run, or none is known by that name
     */
    List<Path> descriptors(String target);

    /** Targets with a process that may write to a file: one of a runner before this may have lost its name already. */
    Set<String> targets();
}
