package dev.dpm.event;

/** How urgently a person should look at an event, from DEBUG (all is well) to ERROR (a person must act). */
public enum Severity {
    DEBUG, INFO, WARNING, ERROR;

    /**
     * Reads a word of a journal. An unknown word, from another version, counts as ERROR, so that the event is not
     * overlooked.
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
