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

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.RestartRules.BreachAction;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.config.value.BadValue;
import dev.dpm.process.Signal;

/**
 * Describes an option as a JSON schema: types, words and patterns that are never narrower than the option's parser,
 * except that words must be spelled as documented. The words are found by asking the parser, so a new one needs no line
 * here.
 */
final class OptionSchema {

    private static final String NUMBER = "[0-9]+([.][0-9]+)?";

    private OptionSchema() {
    }

    /** The properties of {@code spec.options} by name. */
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

    /** The words that an option accepts; empty for an option that accepts other values too. */
    private static List<String> words(Option<?> option) {
        return option.defaultValue().filter(value -> value instanceof Enum<?> && !(value instanceof Signal))
                .map(value -> Arrays.stream(((Enum<?>) value).getDeclaringClass().getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .filter(word -> isSound(option, word)).toList())
                .orElse(List.of());
    }

    /** Whether the check of the whole resource accepts the word: some words are not for attached processes. */
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
            return !option.isShellLine() && option != Options.STOP_SIGNAL;
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
