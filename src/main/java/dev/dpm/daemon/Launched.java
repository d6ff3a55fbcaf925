package dev.dpm.daemon;

import java.util.List;

/** The result of the launch of a daemon. */
public sealed interface Launched {

    /**
     * The daemon runs. Its console and API are up, have failed, or are still starting because that takes longer than a
     * client waits.
     */
    record Running(DaemonRecord record) implements Launched {
        public Running {
            java.util.Objects.requireNonNull(record);
        }
    }

    /** Another client's daemon was faster and uses this home: this client's daemon has ended, and nothing was lost. */
    record Overtaken(DaemonRecord record) implements Launched {
        public Overtaken {
            java.util.Objects.requireNonNull(record);
        }
    }

    /**
     * The daemon did not come up, and has left no files behind.
     *
     * @param exitCode the exit code of the daemon's JVM
     * @param sentence what happened
     * @param lastLines the last lines of the daemon's output and log, oldest first
     */
    record Failed(int exitCode, String sentence, List<String> lastLines) implements Launched {
        public Failed {
            lastLines = List.copyOf(lastLines);
        }
    }
}
