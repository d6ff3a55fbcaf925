package dev.dpm.config.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A value in a YAML document, with its line.
 *
 * @param line the number of the line on which the value stands, from 1; 0 if unknown
 * @param value a {@link String}, a list of {@link Lined}, or a map from {@link String} to {@link Lined}; an empty text
 *     for a key without a value
 */
public record Lined(int line, Object value) {

    /** Stands for the value of a YAML key that has no value, or the value null. */
    private record Nothing() {
        @Override
        public String toString() {
            return "";
        }
    }

    /** Makes the value of a YAML key that has no value. */
    static Lined nothing(int line) {
        return new Lined(line, new Nothing());
    }

    /** Whether the YAML key has no value, or the value null; an empty text in quotes is a value. */
    public boolean isNothing() {
        return value instanceof Nothing;
    }

    /** Whether the value is a text, or the YAML key has no value. */
    public boolean isText() {
        return value instanceof String || isNothing();
    }

    /** The text of this value as written; of a list or map, all of its texts in one line. */
    public String text() {
        if (value instanceof List<?>) {
            return items().stream().map(Lined::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?>) {
            return pairs().entrySet().stream().map(pair -> pair.getKey() + ": " + pair.getValue().text())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }

    /** The entries if this value is a list; empty for any other value. */
    public List<Lined> items() {
        return value instanceof List<?> list ? list.stream().map(Lined.class::cast).toList() : List.of();
    }

    /** The pairs if this value is a map, in the order written; empty for any other value. */
    public Map<String, Lined> pairs() {
        Map<String, Lined> pairs = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> pairs.put((String) key, (Lined) each));
        }
        return pairs;
    }

    /** The value of a key if this value is a map with this key; otherwise empty. */
    public Optional<Lined> under(String key) {
        return Optional.ofNullable(pairs().get(key));
    }
}
