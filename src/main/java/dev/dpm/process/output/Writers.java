package dev.dpm.process.output;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Finds the processes that write a log of a target. */
public interface Writers {

    /**
     * The descriptors of stdout and stderr of each living process of the target that writes a log, as {@code
     * /proc/PID/fd/N}, the main process first, and of each process first the descriptor that belongs to this log. The
     * runner needs these descriptors only if somebody has moved or replaced the log.
     *
     * @param log the name of the log without its ending: the name of the target's log, or of the log for its stderr
     * @return an empty list where the target does not run, or no target writes this log
     */
    List<Path> descriptors(String log);

    /** The name of the target that writes the log of this name. */
    String owner(String log);

    /**
     * The names of the logs to which a living process may write. A target that an earlier runner launched may write to
     * a file that somebody has moved or removed since.
     */
    Set<String> logs();
}
