package dev.dpm.event;

/** How much an event should worry a person, from DEBUG (all is well) to ERROR (somebody must look). */
public enum Severity {
    DEBUG, INFO, WARNING, ERROR;

    /**
     * Reads a journal's word; an unknown word, from another version, counts as ERROR, so that nobody overlooks the
     * event.
     */
    public static Severity of(String word) {
        for (Severity known : values()) {
            if (known.name().equals(word)) {
                return known;
            }
        }
        return ERROR;
    }
}
