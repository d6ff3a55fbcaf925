package dev.dpm.operator.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.config.Option;
import dev.dpm.config.Options;

/** The names that dpm-runner's options have in a Supervision, in camelCase such as {@code memoryThreshold}. */
public final class OptionNames {

    private static final Map<String, Option<?>> BY_NAME = byName();

    private OptionNames() {
    }

    private static Map<String, Option<?>> byName() {
        Map<String, Option<?>> names = new LinkedHashMap<>();
        Options.ofAttached().stream().filter(option -> option != Options.GROUP && option != Options.LABELS)
                .forEach(option -> names.put(inCamelCase(option.name()), option));
        return names;
    }

    /** All options of dpm-runner by their names in a Supervision, in the order of the documentation. */
    public static Map<String, Option<?>> all() {
        return BY_NAME;
    }

    /**
     * Converts the name of an option to its name in a Supervision: {@code memory_threshold} becomes {@code
     * memoryThreshold}.
     */
    public static String inCamelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : List.of(name.split("_"))) {
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }
}
