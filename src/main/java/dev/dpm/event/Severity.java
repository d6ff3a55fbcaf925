package dev.dpm.event;

/** How urgently a person should read an event, from DEBUG (all is well) to ERROR (a person must act). */
public enum Severity {
    DEBUG, INFO, WARNING, ERROR;

    /**
     * Parses the word of a severity in a journal. A word of another version that this version does not have counts as
     * ERROR, so that nobody overlooks the event.
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
