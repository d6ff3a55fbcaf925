package dev.dpm.operator.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.config.Option;
import dev.dpm.config.Options;

/**
 * The names of the options of a Supervision: the options of {@code --attach}, spelled as in the Kubernetes API ({@code
 * memoryThreshold}). Group and labels are missing: pods have labels of their own, and a runner in a pod supervises one
 * target only.
 */
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

    /** All options by their names in the resource, in the order of the documentation. */
    public static Map<String, Option<?>> all() {
        return BY_NAME;
    }

    /** The name in the resource: {@code memory_threshold} becomes {@code memoryThreshold}. */
    public static String inCamelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : List.of(name.split("_"))) {
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }
}
