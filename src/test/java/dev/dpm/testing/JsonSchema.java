package dev.dpm.testing;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Validates a value by that part of JSON Schema which the OpenAPI document uses. An unknown keyword is a fault of the document.
 */
public final class JsonSchema {

    private static final List<String> KNOWN = List.of("$ref", "oneOf", "type", "format", "enum", "properties",
            "required", "additionalProperties", "items", "description", "minProperties", "$schema", "title");

    private final JsonNode document;
    private final List<String> faults = new ArrayList<>();

    private JsonSchema(JsonNode document) {
        this.document = document;
    }

    /** The differences between a value and its schema, a sentence for each. */
    public static List<String> faults(JsonNode document, JsonNode schema, JsonNode value) {
        JsonSchema check = new JsonSchema(document);
        check.check(schema, value, "$");
        return check.faults;
    }

    private void check(JsonNode given, JsonNode value, String at) {
        JsonNode schema = given.has("$ref") ? document.at(given.get("$ref").asText().substring(1)) : given;
        schema.fieldNames().forEachRemaining(key -> {
            if (!KNOWN.contains(key)) {
                faults.add(at + ": the schema says " + key + ", which this test does not know");
            }
        });
        if (schema.has("oneOf")) {
            checkOneOf(schema.get("oneOf"), value, at);
            return;
        }
        if (!isOfType(schema.path("type"), value)) {
            faults.add(at + ": " + value + " is not of type " + schema.path("type"));
            return;
        }
        checkText(schema, value, at);
        if (value.isObject()) {
            checkObject(schema, value, at);
        }
        for (int i = 0; i < value.size() && value.isArray(); i++) {
            check(schema.path("items"), value.get(i), at + "[" + i + "]");
        }
    }

    private void checkOneOf(JsonNode schemas, JsonNode value, String at) {
        int fitting = 0;
        for (JsonNode one : schemas) {
            fitting += faults(document, one, value).isEmpty() ? 1 : 0;
        }
        if (fitting != 1) {
            faults.add(at + ": " + value + " fits " + fitting + " of " + schemas);
        }
    }

    private void checkText(JsonNode schema, JsonNode value, String at) {
        if (schema.has("enum") && value.isTextual()
                && !List.copyOf(texts(schema.get("enum"))).contains(value.asText())) {
            faults.add(at + ": " + value + " is none of " + schema.get("enum"));
        }
        if (schema.path("format").asText().equals("date-time") && value.isTextual()) {
            try {
                OffsetDateTime.parse(value.asText());
            } catch (DateTimeParseException e) {
                faults.add(at + ": " + value + " is no moment");
            }
        }
    }

    private void checkObject(JsonNode schema, JsonNode value, String at) {
        texts(schema.path("required")).stream().filter(key -> !value.has(key))
                .forEach(key -> faults.add(at + ": " + key + " is missing"));
        JsonNode more = schema.path("additionalProperties");
        value.fields().forEachRemaining(field -> {
            JsonNode known = schema.path("properties").path(field.getKey());
            if (!known.isMissingNode()) {
                check(known, field.getValue(), at + "." + field.getKey());
            } else if (more.isObject()) {
                check(more, field.getValue(), at + "." + field.getKey());
            } else if (!more.asBoolean(true)) {
                faults.add(at + ": " + field.getKey() + " is not documented");
            }
        });
    }

    private static boolean isOfType(JsonNode types, JsonNode value) {
        if (types.isMissingNode()) {
            return true;
        }
        List<String> allowed = types.isArray() ? texts(types) : List.of(types.asText());
        return allowed.stream().anyMatch(type -> switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> false;
        });
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
