package dev.dpm.config.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A value of a YAML document.
 *
 * @param line the number of the value's line, from 1; 0: unknown
 * @param value a {@link String}, a list of {@link Lined}, or a map to {@link Lined}
 */
public record Lined(int line, Object value) {

    /** Stands for the value of a key that has no value or the value {@code null}. */
    private record Nothing() {
        @Override
        public String toString() {
            return "";
        }
    }

    static Lined nothing(int line) {
        return new Lined(line, new Nothing());
    }

    /** Whether the key has no value. An empty text in quotes is a value. */
    public boolean isNothing() {
        return value instanceof Nothing;
    }

    /** Whether the value is a text or absent. */
    public boolean isText() {
        return value instanceof String || isNothing();
    }

    /** The text as written; of a list or map, all texts in one line. */
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

    /** The elements, if the value is a list; otherwise empty. */
    public List<Lined> items() {
        return value instanceof List<?> list ? list.stream().map(Lined.class::cast).toList() : List.of();
    }

    /** The pairs in their order, if the value is a map; otherwise empty. */
    public Map<String, Lined> pairs() {
        Map<String, Lined> pairs = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> pairs.put((String) key, (Lined) each));
        }
        return pairs;
    }

    /** The value under a key, if this value is a map; empty: this value is no map, or the map does not contain the key. */
    public Optional<Lined> under(String key) {
        return Optional.ofNullable(pairs().get(key));
    }
}
