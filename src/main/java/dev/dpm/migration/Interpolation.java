package dev.dpm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces variables in compose files, such as {@code $NAME} and {@code ${NAME:-default}}. {@code $$} becomes a dollar sign.
 */
public final class Interpolation {

    private static final Pattern PLACE = Pattern
            .compile(
                    "\\$(?:(\\$)|([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?+])((?:[^{}]|\\{[^{}]*\\})*))?\\})");

    private final Map<String, String> variables;
    private final List<String> unset = new ArrayList<>();

    public Interpolation(Map<String, String> variables) {
        this.variables = variables;
    }

    public String expand(String text) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(one(place)));
    }

    /** The names of variables without a value that were found since the last call. */
    List<String> unset() {
        List<String> names = unset.stream().distinct().toList();
        unset.clear();
        return names;
    }

    private String one(java.util.regex.MatchResult place) {
        if (place.group(1) != null) {
            return "$";
        }
        String name = place.group(2) == null ? place.group(3) : place.group(2);
        String operator = Optional.ofNullable(place.group(4)).orElse("");
        String operand = Optional.ofNullable(place.group(5)).orElse("");
        Optional<String> value = Optional.ofNullable(variables.get(name))
                .filter(text -> !operator.startsWith(":") || !text.isEmpty());
        if (operator.endsWith("+")) {
            return value.isPresent() ? expand(operand) : "";
        }
        if (operator.endsWith("-")) {
            return value.orElseGet(() -> expand(operand));
        }
        return value.orElseGet(() -> {
            unset.add(name);
            return "";
        });
    }
}
