package dev.dpm.operator.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.TextNode;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;

import dev.dpm.config.BadValue;
import dev.dpm.config.BreachAction;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Threshold;
import dev.dpm.process.Signal;

/**
 * What the schema can say of one option: types, words and patterns that are never narrower than its parser, but that words
 * are spelled as the documentation spells them. Words come from the values that the parser gives, so that a new one needs no
 * line here.
 */
final class OptionSchema {

    private static final String NUMBER = "[0-9]+([.][0-9]+)?";

    private OptionSchema() {
    }

    /** The properties of {@code spec.options}, by their names. */
    static Map<String, JSONSchemaProps> properties() {
        Map<String, JSONSchemaProps> properties = new LinkedHashMap<>();
        OptionNames.all().forEach((name, option) -> properties.put(name, of(option)));
        return properties;
    }

    private static JSONSchemaProps of(Option<?> option) {
        JSONSchemaPropsBuilder schema = new JSONSchemaPropsBuilder().withDescription(description(option));
        List<String> words = words(option);
        if (!words.isEmpty()) {
            return schema.withType("string").withEnum(words.stream().map(TextNode::new).collect(Collectors.toList()))
                    .build();
        }
        if (option.defaultValue().filter(Integer.class::isInstance).isPresent()) {
            return schema.withType("integer").build();
        }
        Optional<String> pattern = pattern(option);
        pattern.ifPresent(schema::withPattern);
        return takesNumbers(option)
                ? schema.withXKubernetesIntOrString(true).build()
                : schema.withType("string").withMinLength(1L).build();
    }

    private static String description(Option<?> option) {
        String inForce = inForce(option).map(text -> " (" + text + ")").orElse("");
        return option.doc() + inForce + "; the same as " + option.flag();
    }

    private static Optional<String> inForce(Option<?> option) {
        return SupervisionCheck.resolution(Samples.minimal().getSpec()).targets().get(0).settings().text(option)
                .filter(text -> !text.isEmpty()).map(text -> "default: " + text);
    }

    /** The words that an option takes; empty where it takes other things too. */
    private static List<String> words(Option<?> option) {
        return option.defaultValue().filter(value -> value instanceof Enum<?> && !(value instanceof Signal))
                .map(value -> Arrays.stream(((Enum<?>) value).getDeclaringClass().getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .filter(word -> isSound(option, word)).toList())
                .orElse(List.of());
    }

    /** As the whole resource will be judged: some words of an option are not for attached processes. */
    private static boolean isSound(Option<?> option, String word) {
        try {
            option.parse(word);
        } catch (BadValue e) {
            return false;
        }
        return SupervisionCheck.faults(Samples.with(OptionNames.inCamelCase(option.name()), word)).isEmpty();
    }

    private static Optional<String> pattern(Option<?> option) {
        if (option == Options.ON_BREACH) {
            return Optional.of("^ *(" + Arrays.stream(BreachAction.Kind.values())
                    .map(kind -> kind.name().toLowerCase(Locale.ROOT)).filter(word -> isSound(option, word))
                    .collect(Collectors.joining("|")) + "|signal:.+) *$");
        }
        if (isDuration(option)) {
            return Optional.of("^ *(" + NUMBER + " *([a-zA-Z]+)?" + (isOptional(option) ? "|[oO][fF][fF]" : "")
                    + ") *$");
        }
        if (option.defaultValue().filter(Threshold.class::isInstance).isPresent()) {
            return Optional.of("^ *(" + NUMBER + " *([a-zA-Z]+|% *[a-zA-Z]*)?|[oO][fF][fF]) *$");
        }
        return option.defaultValue().isEmpty() && takesNumbers(option)
                ? Optional.of("^ *" + NUMBER + " *[a-zA-Z]* *$")
                : Optional.empty();
    }

    private static boolean takesNumbers(Option<?> option) {
        try {
            option.parse("5");
            return option != Options.EXEC_CHECK && option != Options.ON_INCIDENT && option != Options.STOP_SIGNAL;
        } catch (BadValue e) {
            return false;
        }
    }

    private static boolean isDuration(Option<?> option) {
        try {
            Object value = option.parse("5");
            return value instanceof Duration || value instanceof Optional<?> some && some.isPresent()
                    && some.get() instanceof Duration;
        } catch (BadValue e) {
            return false;
        }
    }

    private static boolean isOptional(Option<?> option) {
        return option.defaultValue().filter(Optional.class::isInstance).isPresent();
    }
}
