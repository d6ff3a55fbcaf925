package dev.dpm.process;

/** The names and the largest sizes of the files in the folder of an incident. */
public final class IncidentFiles {

    public static final String RECORD = "incident.json";
    public static final String TEXT = "incident.txt";
    /**
     * The name of the file with those facts about an incident that a list of incidents shows. Its lines are {@code
     * key=value}.
     */
    public static final String SUMMARY = "summary.properties";
    /**
     * The key in {@link #SUMMARY} of the incident's sequence number, by which incidents are in the order in which they
     * were recorded.
     */
    public static final String SEQUENCE = "sequence";
    /** The largest summary that is read, in bytes. */
    public static final long LARGEST_SUMMARY = 1 << 20;
    /** The largest file of an incident that is read, in bytes. */
    public static final long LARGEST = 16 << 20;

    private IncidentFiles() {
    }
}
