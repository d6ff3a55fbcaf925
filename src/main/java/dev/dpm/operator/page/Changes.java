package dev.dpm.operator.page;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Reads and changes the options of Supervisions, with the permissions of the person who changes them. */
public interface Changes {

    /**
     * The options of a Supervision, by their names in the Supervision; empty if there is no such Supervision. This
     * method sends no request: the operator has all Supervisions in memory.
     */
    Optional<Map<String, String>> options(String namespace, String supervision);

    /**
     * Writes options into a Supervision in the cluster. The API server applies the person's own permissions, and its
     * audit log names the person.
     *
     * @param token the bearer token of the person
     * @param options new values by option; an empty text removes the option
     * @throws IOException if the API server does not answer
     */
    Outcome change(String token, String namespace, String supervision, Map<String, String> options)
            throws IOException;

    /**
     * The result of an attempt to change the options of a Supervision.
     *
     * @param isDone false if nothing was changed; {@code sentence} then says why
     */
    record Outcome(boolean isDone, String sentence) {
    }
}
