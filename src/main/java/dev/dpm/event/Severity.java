package dev.dpm.event;

/** How much an event should worry a person, from all is well to somebody must look. */
public enum Severity {
    DEBUG, INFO, WARNING, ERROR;

    /** As it stands in a journal; a word of another version counts as the worst, so that nobody overlooks the event. */
    public static Severity of(String word) {
        for (Severity known : values()) {
            if (known.name().equals(word)) {
                return known;
            }
        }
        return ERROR;
    }
}
