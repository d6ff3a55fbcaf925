package dev.dpm.process;

/**
 * The keys of the files in which the runner stores the state of targets. They cannot be changed, since clients and other
 * versions of the runner read them too.
 */
public final class StateKeys {

    public static final String SCHEMA = "schema";
    /** The key that says whether the user wants the target to run. */
    public static final String WANTED = "wanted";
    /** The key of the machine's boot id when the file was written (proc(5), {@code random/boot_id}). */
    public static final String BOOT_ID = "boot_id";
    public static final String PID = "pid";
    /** The key of the start time of the main process, in clock ticks after boot (proc(5)). */
    public static final String START_TICKS = "start_ticks";
    public static final String PROCESS_BOOT_ID = "process_boot_id";
    /** The key of the path of the configuration file in which the target is declared. */
    public static final String SOURCE = "source";
    /** The key of the path of the configuration file from which the runner's own settings come. */
    public static final String RUNNER_FILE = "runner_file";
    /** The beginning of each key under which an option of the target is stored. */
    public static final String OPTION = "option.";

    private StateKeys() {
    }

    /**
     * Whether a later version of the runner wrote a file. Such a file is refused and left unchanged.
     *
     * @param written the value of {@link #SCHEMA} in the file
     * @param known the number of the schema that this version writes
     */
    public static boolean isNewer(String written, int known) {
        return written.matches("[1-9][0-9]*") && (written.length() > 9 || Integer.parseInt(written) > known);
    }
}
