package dev.dpm.operator.page;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Port: reads and changes the options of Supervisions, with the rights of the person who orders the change. */
public interface Changes {

    /**
     * The options of a Supervision, by their names in the Supervision, as they were last seen; empty if there is no
     * such Supervision.
     */
    Optional<Map<String, String>> options(String namespace, String supervision);

    /**
     * Writes options into the Supervision in the cluster. The API server judges the change by the person's own rights,
     * and records the person's name.
     *
     * @param token the token of the person
     * @param options the options by name; an empty text removes an option
     * @throws IOException where the API server cannot be asked
     */
    Outcome change(String token, String namespace, String supervision, Map<String, String> options)
            throws IOException;

    /**
     * The result of a change.
     *
     * @param isDone false if nothing was changed
     */
    record Outcome(boolean isDone, String sentence) {
    }
}
