package dev.dpm.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.dpm.config.Option.Place;
import dev.dpm.config.Option.Scope;
import dev.dpm.config.value.BadValue;

/**
 * Generates {@code deploy/dpm.schema.json}, the JSON schema of configuration files for editors (draft 7, which the YAML
 * language server reads), from the options. The schema knows keys, words and shapes; whether a value fits is for
 * {@code check} to say.
 */
final class FileSchema {

    static final Path PATH = Path.of("deploy", "dpm.schema.json");

    private static final ObjectMapper JSON = new ObjectMapper();
    /**
     * The pattern of a value with an environment variable. The schema accepts each such value, since the variable can
     * contain anything.
     */
    private static final String VARIABLE = "\\$\\{";
    /** Options whose values may be written as a YAML list. */
    private static final List<Option<?>> LISTS = List.of(Options.SUCCESS_EXIT_CODES, Options.ALLOWED_HOSTS,
            Options.STOP_ON, Options.CPU_AFFINITY, Options.DEPENDS_ON, Options.ENV_FILE, Options.WATCH,
            Options.WATCH_IGNORE);

    private FileSchema() {
    }

    /** The JSON schema of the configuration file, as text. {@code deploy/dpm.schema.json} must be equal to it. */
    static String text() throws com.fasterxml.jackson.core.JsonProcessingException {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Configuration file of dpm-runner");
        closed(schema, option -> option.scope() == Scope.RUNNER);
        ObjectNode keys = (ObjectNode) schema.get("properties");
        described(keys.putObject("defaults"), "options that hold for every target of the file");
        closed((ObjectNode) keys.get("defaults"), Option::isForTargets);
        described(keys.putObject("targets"), "targets by their names").put("type", "object")
                .set("additionalProperties", target());
        described(keys.putObject("include"), "files with more targets; patterns such as conf.d/*.yaml")
                .set("anyOf", JSON.createArrayNode().add(typed("string")).add(list("string")));
        described(keys.putObject("notify"), "receivers of notices by their names, or a list of them")
                .set("anyOf", JSON.createArrayNode().add(receiversByName()).add(receiversInAList()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    }

    private static ObjectNode target() {
        ObjectNode target = JSON.createObjectNode();
        closed(target, Option::isForTargets).set("type", JSON.createArrayNode().add("object").add("null"));
        ObjectNode keys = (ObjectNode) target.get("properties");
        for (String words : List.of("command", "args")) {
            ArrayNode shapes = JSON.createArrayNode().add(scalar()).add(listOf(scalar()));
            described(keys.putObject(words), words.equals("command")
                    ? "program and arguments; a line of words is split at blanks, outside of quotes"
                    : "arguments of the script").set("anyOf", shapes);
        }
        return target;
    }

    /** Adds to the schema of an object the options that belong there. Their keys may be written with hyphens too. */
    private static ObjectNode closed(ObjectNode schema, Predicate<Option<?>> belongs) {
        schema.put("type", "object").put("additionalProperties", false);
        schema.putObject("patternProperties").putObject("^[a-z]+(-[a-z]+)+$");
        ObjectNode keys = schema.putObject("properties");
        Options.all().stream().filter(belongs).filter(option -> option.isAllowedIn(Place.FILE))
                .forEach(option -> keys.set(option.name(), of(option)));
        return schema;
    }

    private static ObjectNode of(Option<?> option) {
        ObjectNode schema = described(JSON.createObjectNode(), option.doc()
                + option.defaultText().filter(text -> !text.isEmpty()).map(text -> " (default: " + text + ")")
                        .orElse(""));
        if (option.isMapping()) {
            schema.putArray("type").add("object").add("null");
            schema.set("additionalProperties", scalar());
            return schema;
        }
        ArrayNode shapes = schema.putArray("anyOf");
        List<String> words = words(option);
        if (words.isEmpty()) {
            shapes.add(scalar());
        } else {
            ArrayNode allowed = shapes.addObject().putArray("enum");
            words.forEach(allowed::add);
            shapes.addObject().put("type", "string").put("pattern", VARIABLE);
        }
        if (LISTS.contains(option)) {
            shapes.add(listOf(scalar()));
        }
        if (option == Options.DEPENDS_ON) {
            ObjectNode conditions = typed("object");
            conditions.putObject("additionalProperties").putArray("enum").add("started").add("healthy")
                    .add("completed");
            shapes.add(conditions);
        }
        return schema;
    }

    /** All words that an option accepts; empty: the option accepts other values too. */
    private static List<String> words(Option<?> option) {
        Optional<Enum<?>> word = option.defaultValue().filter(value -> value instanceof Enum<?>
                && !(value instanceof dev.dpm.process.Signal)).map(value -> (Enum<?>) value);
        return word.map(value -> Arrays.stream(value.getDeclaringClass().getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .filter(text -> isTaken(option, text)).toList()).orElse(List.of());
    }

    private static boolean isTaken(Option<?> option, String text) {
        try {
            option.parse(text);
            return true;
        } catch (BadValue e) {
            return false;
        }
    }

    private static ObjectNode receiversByName() {
        ObjectNode schema = typed("object");
        schema.set("additionalProperties", receiver("type"));
        return schema;
    }

    private static ObjectNode receiversInAList() {
        return listOf(receiver("name", "type"));
    }

    private static ObjectNode receiver(String... required) {
        ObjectNode receiver = typed("object");
        ArrayNode needed = receiver.putArray("required");
        Arrays.stream(required).forEach(needed::add);
        receiver.putObject("properties").putObject("type").putArray("enum").add("webhook").add("slack").add("mail")
                .add("command");
        return receiver;
    }

    private static ObjectNode scalar() {
        ObjectNode scalar = JSON.createObjectNode();
        scalar.putArray("type").add("string").add("number").add("boolean");
        return scalar;
    }

    private static ObjectNode typed(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static ObjectNode list(String type) {
        return listOf(typed(type));
    }

    private static ObjectNode listOf(ObjectNode items) {
        ObjectNode list = typed("array");
        list.set("items", items);
        return list;
    }

    private static ObjectNode described(ObjectNode schema, String doc) {
        return schema.put("description", doc);
    }
}
