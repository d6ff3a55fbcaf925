package dev.dpm.operator.page;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Port: reads and changes the options of Supervisions, as the person who asks. */
public interface Changes {

    /** The options of a Supervision by their names in it, as it was last seen; empty: there is none. */
    Optional<Map<String, String>> options(String namespace, String supervision);

    /**
     * Writes options into a Supervision, so that its file and this page agree. The API server judges by the person's own
     * rights, and records that person.
     *
     * @param token of the person
     * @param options by name; an empty text removes one
     * @throws IOException the API server cannot be asked
     */
    Outcome change(String token, String namespace, String supervision, Map<String, String> options)
            throws IOException;

    /**
     * What came of a change.
     *
     * @param isDone false: nothing was changed
     */
    record Outcome(boolean isDone, String sentence) {
    }
}
