package dev.dpm.config;

import java.util.Map;

/**
 * A request to change settings of a running target.
 *
 * @param texts new values by option; an empty text withdraws an earlier change
 * @param expected the values that the client has seen, by option; another value in force refuses the request
 * @param by where the change comes from: {@code console}, {@code api}
 */
public record ChangeRequest(Map<String, String> texts, Map<String, String> expected, String by) {

    public ChangeRequest {
        texts = Map.copyOf(texts);
        expected = Map.copyOf(expected);
    }

    /** Makes a request that is carried out whatever the values in force. */
    public static ChangeRequest of(Map<String, String> texts, String by) {
        return new ChangeRequest(texts, Map.of(), by);
    }
}
