package dev.dpm.process;

/**
 * The names of the files in an incident's folder, and the largest sizes at which they are read. The runner writes these
 * files, and client commands read them when no runner runs.
 */
public final class IncidentFiles {

    /** The record as JSON. */
    public static final String RECORD = "incident.json";
    /** The same record as text for people. */
    public static final String TEXT = "incident.txt";
    /** The facts that tables of incidents show, as lines of {@code key=value}. */
    public static final String SUMMARY = "summary.properties";
    /** The size in bytes of the largest summary that is read, many times what the runner writes. */
    public static final long LARGEST_SUMMARY = 1 << 20;
    /** The size in bytes of the largest incident, and of its largest file, that is read: many times what is written. */
    public static final long LARGEST = 16 << 20;

    private IncidentFiles() {
    }
}
