package dev.dpm.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a request for a command, and the form in which the client wants the answer.
 *
 * @param query parameters by name
 * @param form the form of the answer's body
 */
public record RequestParameters(Map<String, List<String>> query, Form form) {

    /** The forms in which an answer can be written. */
    public enum Form {
        TEXT, JSON,
        /** The answer consists of lines, each of which is one JSON object. */
        JSON_LINES
    }

    public RequestParameters {
        query = Map.copyOf(query);
    }

    /**
     * Returns the first value of a request's parameter, or null if the request lacks the parameter: {@link Query}
     * accepts null for a missing value.
     */
    String first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** The first value of a request's parameter; empty if the parameter is missing or its value is empty. */
    Optional<String> word(String name) {
        return Optional.ofNullable(first(name)).filter(word -> !word.isEmpty());
    }

    List<String> all(String name) {
        return query.getOrDefault(name, List.of());
    }
}
