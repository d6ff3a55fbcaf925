package dev.dpm.process;

/**
 * Keys of the state files that a runner writes and that a client reads when no runner answers. Both sides, and earlier
 * versions, rely on them. Every such file has a schema number.
 */
public final class StateKeys {

    public static final String SCHEMA = "schema";
    /** Whether the target should run. */
    public static final String WANTED = "wanted";
    /** The boot in which the file was written (proc(5), {@code random/boot_id}). */
    public static final String BOOT_ID = "boot_id";
    public static final String PID = "pid";
    /**
     * The moment the process was started, in clock ticks since boot (proc(5)). Together with pid and boot id, the
     * moment names one process permanently.
     */
    public static final String START_TICKS = "start_ticks";
    public static final String PROCESS_BOOT_ID = "process_boot_id";
    /** The configuration file that the target is declared in. */
    public static final String SOURCE = "source";
    /** The configuration file that the runner's own settings come from. */
    public static final String RUNNER_FILE = "runner_file";
    /** Prefix of the keys that hold the options that were given. */
    public static final String OPTION = "option.";

    private StateKeys() {
    }

    /**
     * Whether a later version wrote a file. Such a file is not damaged: it is refused and stays unchanged.
     *
     * @param written the value of {@link #SCHEMA} in the file
     * @param known the schema number of this version
     */
    public static boolean isNewer(String written, int known) {
        return written.matches("[1-9][0-9]*") && (written.length() > 9 || Integer.parseInt(written) > known);
    }
}
