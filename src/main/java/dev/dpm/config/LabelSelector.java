package dev.dpm.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.value.BadValue;

/** Conditions on the labels of a target (option {@code -l}), in the notation of kubectl's {@code --selector}. */
public final class LabelSelector {

    private static final String ALLOWED = "KEY=VALUE, KEY!=VALUE or KEY, several separated by commas";

    private final String text;
    private final List<Condition> conditions;

    private LabelSelector(String text, List<Condition> conditions) {
        this.text = text;
        this.conditions = List.copyOf(conditions);
    }

    /**
     * One condition on a label.
     *
     * @param value the value that the label is compared with; empty: the key must exist with any value
     */
    private record Condition(String key, Optional<String> value, boolean isNegated) {

        boolean isMetBy(Map<String, String> labels) {
            return value.map(wanted -> wanted.equals(labels.get(key)) != isNegated).orElse(labels.containsKey(key));
        }
    }

    /**
     * Parses conditions separated by commas.
     *
     * @throws BadValue the text is malformed; the message says what is allowed
     */
    public static LabelSelector parse(String text) throws BadValue {
        List<Condition> conditions = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            conditions.add(condition(one.strip()));
        }
        return new LabelSelector(text, conditions);
    }

    private static Condition condition(String text) throws BadValue {
        int equals = text.indexOf('=');
        boolean isNegated = equals > 0 && text.charAt(equals - 1) == '!';
        String key = equals < 0 ? text : text.substring(0, isNegated ? equals - 1 : equals);
        Optional<String> value = equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1));
        if (!Tags.isKey(key) || !Tags.isValue(value.orElse(""))) {
            throw new BadValue(ALLOWED);
        }
        return new Condition(key, value, isNegated);
    }

    /**
     * Whether the labels of a target meet every condition. A label that the target lacks differs from every value, as in
     * Kubernetes.
     */
    public boolean matches(Map<String, String> labels) {
        return conditions.stream().allMatch(condition -> condition.isMetBy(labels));
    }

    @Override
    public String toString() {
        return text;
    }
}
