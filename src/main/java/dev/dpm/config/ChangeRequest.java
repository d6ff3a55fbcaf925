package dev.dpm.config;

import java.util.Map;

/**
 * A request to change settings of a target while it runs.
 *
 * @param texts new values by option, in either spelling; an empty text withdraws an earlier change
 * @param expected the values in force that the client has seen, by option, in either spelling. The runner refuses the
 *     request if one of these options has another value when the runner carries out the request. An empty text: the
 *     option has no value
 * @param by where the change comes from: {@code console}, {@code api}
 */
public record ChangeRequest(Map<String, String> texts, Map<String, String> expected, String by) {

    public ChangeRequest {
        texts = Map.copyOf(texts);
        expected = Map.copyOf(expected);
    }

    /** Makes a request that is carried out whatever values are in force. */
    public static ChangeRequest of(Map<String, String> texts, String by) {
        return new ChangeRequest(texts, Map.of(), by);
    }
}
