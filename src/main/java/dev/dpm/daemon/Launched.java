package dev.dpm.daemon;

import java.util.List;

/** What became of the launch of a daemon. */
public sealed interface Launched {

    /**
     * It runs. Its faces are up or failed; or still starting, where they took longer than anybody waits.
     */
    record Running(DaemonRecord record) implements Launched {
        public Running {
            java.util.Objects.requireNonNull(record);
        }
    }

    /** Somebody else's daemon was quicker and runs on this home: ours has given way, and nothing was lost. */
    record Overtaken(DaemonRecord record) implements Launched {
        public Overtaken {
            java.util.Objects.requireNonNull(record);
        }
    }

    /**
     * It did not come up, and nothing is left of it.
     *
     * @param exitCode of its JVM
     * @param sentence what happened
     * @param lastLines what it and its log said last, oldest first
     */
    record Failed(int exitCode, String sentence, List<String> lastLines) implements Launched {
        public Failed {
            lastLines = List.copyOf(lastLines);
        }
    }
}
