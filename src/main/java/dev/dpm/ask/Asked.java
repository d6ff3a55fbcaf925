package dev.dpm.ask;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a request besides its path.
 *
 * @param query parameters by name
 * @param form the wanted form of the answer
 */
public record Asked(Map<String, List<String>> query, Form form) {

    /** Forms of an answer. */
    public enum Form {
        TEXT, JSON,
        /** One JSON object per line. */
        JSON_LINES
    }

    public Asked {
        query = Map.copyOf(query);
    }

    /** The first value of a parameter; null where there is none, as {@link Query} expects. */
    String first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** The first value of a parameter; empty where the parameter is missing or its value is empty. */
    Optional<String> word(String name) {
        return Optional.ofNullable(first(name)).filter(word -> !word.isEmpty());
    }

    List<String> all(String name) {
        return query.getOrDefault(name, List.of());
    }
}
