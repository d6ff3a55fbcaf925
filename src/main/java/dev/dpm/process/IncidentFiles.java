package dev.dpm.process;

/** The files in an incident's folder, for the runner and for commands. */
public final class IncidentFiles {

    public static final String RECORD = "incident.json";
    public static final String TEXT = "incident.txt";
    /** The facts for tables, as lines of {@code key=value}. */
    public static final String SUMMARY = "summary.properties";
    /** The largest summary that is read, in bytes. */
    public static final long LARGEST_SUMMARY = 1 << 20;
    /** The largest incident or file of it that is read, in bytes. */
    public static final long LARGEST = 16 << 20;

    private IncidentFiles() {
    }
}
