package dev.dpm.event;

/** How urgent an event is, from DEBUG (all is well) to ERROR (a person must act). */
public enum Severity {
    DEBUG, INFO, WARNING, ERROR;

    /** The severity with this word. An unknown word becomes ERROR, so that nobody overlooks the event. */
    public static Severity of(String word) {
        for (Severity known : values()) {
            if (known.name().equals(word)) {
                return known;
            }
        }
        return ERROR;
    }
}
