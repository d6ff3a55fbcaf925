package dev.dpm.config;

import java.util.Map;

/**
 * A request to change settings of a running target.
 *
 * @param texts new values by option; an empty text undoes an earlier change of that option
 * @param expected the values that the client has seen, by option; if one of them differs from the present value, the
 *     request is refused
 * @param by where the change comes from, such as {@code console} or {@code api}
 */
public record ChangeRequest(Map<String, String> texts, Map<String, String> expected, String by) {

    public ChangeRequest {
        texts = Map.copyOf(texts);
        expected = Map.copyOf(expected);
    }

    /** Makes a request that is carried out whatever values the options have at present. */
    public static ChangeRequest of(Map<String, String> texts, String by) {
        return new ChangeRequest(texts, Map.of(), by);
    }
}
