package dev.dpm.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a client's request.
 * @param query the values of each parameter by its name
 * @param form the form of the answer
 */
public record RequestParameters(Map<String, List<String>> query, Form form) {

    /** The forms in which an answer can be written. */
    public enum Form {
        TEXT, JSON,
        /** A JSON object in each line. */
        JSON_LINES
    }

    public RequestParameters {
        query = Map.copyOf(query);
    }

    /** The first value of a parameter. Null: the parameter is missing; {@link Query} accepts null. */
    String first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** The first value of a parameter. Empty: the parameter or its value is missing. */
    Optional<String> word(String name) {
        return Optional.ofNullable(first(name)).filter(word -> !word.isEmpty());
    }

    List<String> all(String name) {
        return query.getOrDefault(name, List.of());
    }
}
