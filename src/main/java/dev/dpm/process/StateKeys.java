package dev.dpm.process;

/**
 * Keys of the files that a runner leaves and a client reads when no runner answers: a contract between both, and with
 * earlier versions. Every such file has a schema number.
 */
public final class StateKeys {

    public static final String SCHEMA = "schema";
    /** Whether a target is to run. */
    public static final String WANTED = "wanted";
    /** Of the boot in which the file was written (proc(5), {@code random/boot_id}). */
    public static final String BOOT_ID = "boot_id";
    public static final String PID = "pid";
    /** Of the process, since boot (proc(5)): with its pid and boot it is nobody else. */
    public static final String START_TICKS = "start_ticks";
    public static final String PROCESS_BOOT_ID = "process_boot_id";
    /** The configuration file that a target is written in. */
    public static final String SOURCE = "source";
    /** The configuration file that the runner's own settings come from. */
    public static final String RUNNER_FILE = "runner_file";
    /** In front of the name of an option that was given. */
    public static final String OPTION = "option.";

    private StateKeys() {
    }

    /**
     * Whether a later version wrote a file, which is no damage: such a file is refused and not touched.
     *
     * @param written what stands under {@link #SCHEMA}
     * @param known the schema of this version
     */
    public static boolean isNewer(String written, int known) {
        return written.matches("[1-9][0-9]*") && (written.length() > 9 || Integer.parseInt(written) > known);
    }
}
