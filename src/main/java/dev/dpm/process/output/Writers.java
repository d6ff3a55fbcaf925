package dev.dpm.process.output;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Port: finds the processes that write a target's output. */
public interface Writers {

    /**
     * Stdout and stderr of every living process of a target, as {@code /proc/PID/fd/N}, the main process first. Called
     * only when a file has been replaced by another.
     *
     * @return empty where the target does not run, or no target has that name
     */
    List<Path> descriptors(String target);

    /**
     * Names of the targets with a process that may write to a file. A target that an earlier runner launched may write
     * to a file that has already lost its name.
     */
    Set<String> targets();
}
