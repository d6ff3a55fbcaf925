package dev.dpm.daemon;

import java.util.List;

/** The result of an attempt to start a daemon. */
public sealed interface Launched {

    /** The daemon that this client started runs. Its web server is up, has failed, or is still starting. */
    record Running(DaemonRecord record) implements Launched {
        public Running {
            java.util.Objects.requireNonNull(record);
        }
    }

    /** Another client's daemon uses this home folder. This client's daemon has ended without changing anything. */
    record Overtaken(DaemonRecord record) implements Launched {
        public Overtaken {
            java.util.Objects.requireNonNull(record);
        }
    }

    /**
     * The daemon ended during its start.
     *
     * @param exitCode the daemon's exit code
     * @param sentence what happened
     * @param lastLines the last lines of the daemon's output and log, oldest first
     */
    record Failed(int exitCode, String sentence, List<String> lastLines) implements Launched {
        public Failed {
            lastLines = List.copyOf(lastLines);
        }
    }
}
