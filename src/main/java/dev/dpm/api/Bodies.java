package dev.dpm.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.dpm.command.Refusal;
import dev.dpm.config.ChangeRequest;
import dev.dpm.config.Settings;
import dev.dpm.config.StartRequest;
import dev.dpm.process.NativePaths;
import dev.dpm.process.NativeText;
import dev.dpm.process.OwnStart;

/** Parses the bodies of requests. If a body is malformed, a {@link Refusal} is thrown. */
@Singleton
class Bodies {

    /** The largest number of keys, values and brackets in a body. Each takes about a hundred bytes of memory. */
    static final int MOST_PARTS = 20_000;
    private static final Set<String> START_KEYS = Set.of("name", "options", "command", "cwd", "umask", "environment");

    private final ObjectMapper mapper;

    @Inject
    Bodies(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    JsonNode object(byte[] bytes) {
        try {
            String body = text(bytes);
            check(body);
            JsonNode node = mapper.reader().with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(body);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("The body is no JSON: " + e.getOriginalMessage() + ".", e);
        }
        throw Refusal.badRequest("The body is no JSON object.");
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest("The body is not UTF-8.", e);
        }
    }

    /**
     * Refuses a body with too many keys, values and brackets, because parsing it would take thirty times the memory of its
     * text. Also refuses a body with a lone surrogate, which cannot be encoded ({@link NativeText#isEncodable}).
     */
    private void check(String body) throws JsonProcessingException {
        try (JsonParser parser = mapper.createParser(body)) {
            int parts = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (parts++ == MOST_PARTS) {
                    throw Refusal.of(413, "The body has more than " + MOST_PARTS + " keys, values and brackets.");
                }
                boolean isText = token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME;
                if (isText && !NativeText.isEncodable(parser.getText())) {
                    throw Refusal.badRequest("The body holds half of a surrogate pair; allowed: whole characters.");
                }
            }
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can be read", e);
        }
    }

    /**
     * The members of a JSON object as texts. A list becomes one text in which {@link Settings#SEPARATOR} joins the elements.
     * Null becomes an empty text.
     */
    Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.fields().forEachRemaining(field -> texts.put(field.getKey(), text(field.getKey(), field.getValue())));
        return texts;
    }

    private static String text(String key, JsonNode value) {
        if (value.isArray()) {
            List<String> all = new ArrayList<>();
            for (JsonNode one : value) {
                if (one.isArray()) {
                    throw Refusal.badRequest(key + " holds a list in a list; allowed: a list of texts.");
                }
                all.add(text(key, one));
            }
            return String.join(Settings.SEPARATOR, all);
        }
        if (value.isObject()) {
            throw Refusal
                    .badRequest(key + " is an object; allowed: a text, a number, true or false, or a list of texts.");
        }
        return value.isNull() ? "" : value.asText();
    }

    /**
     * Parses a request to change settings. The body is a JSON object with a value for each option to change. Its member {@code
     * expected} contains the values that the options must have at present.
     */
    ChangeRequest change(byte[] body) {
        JsonNode object = object(body);
        Map<String, String> expected = texts(part(object, "expected"));
        ((ObjectNode) object).remove("expected");
        return new ChangeRequest(texts(object), expected, "api");
    }

    /** Parses a request to start a target. If the request contains no folder or environment, those of the runner apply. */
    StartRequest start(byte[] body) {
        JsonNode object = object(body);
        object.fieldNames().forEachRemaining(key -> {
            if (!START_KEYS.contains(key)) {
                throw Refusal.badRequest("'" + key + "' is not a key of a start request; allowed: "
                        + String.join(", ", START_KEYS.stream().sorted().toList()) + ".");
            }
        });
        Map<String, String> environment = object.has("environment")
                ? texts(part(object, "environment"))
                : OwnStart.environment();
        return new StartRequest(false, string(object, "name"), texts(part(object, "options")), words(object),
                folder(object), string(object, "umask").orElse("0022"), environment);
    }

    private JsonNode part(JsonNode object, String key) {
        JsonNode part = object.path(key);
        if (!part.isObject() && !part.isMissingNode() && !part.isNull()) {
            throw Refusal.badRequest(key + " is no object.");
        }
        return part.isObject() ? part : mapper.createObjectNode();
    }

    private static Optional<String> string(JsonNode object, String key) {
        JsonNode value = object.path(key);
        if (!value.isTextual() && !value.isMissingNode() && !value.isNull()) {
            throw Refusal.badRequest(key + " is no text.");
        }
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    private static List<String> words(JsonNode object) {
        List<String> words = new ArrayList<>();
        JsonNode command = object.path("command");
        if (!command.isArray() && !command.isMissingNode() && !command.isNull()) {
            throw Refusal.badRequest("command is no list of words.");
        }
        command.forEach(word -> {
            if (!word.isTextual()) {
                throw Refusal.badRequest("command holds " + word + "; allowed: words only.");
            }
            words.add(word.asText());
        });
        return words;
    }

    private static Path folder(JsonNode object) {
        String folder = string(object, "cwd")
                .orElseGet(() -> NativePaths.text(OwnStart.folder(OwnStart.environment())));
        try {
            Path path = NativePaths.of(folder);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw Refusal.badRequest("cwd is no path: " + e.getReason() + ".", e);
        }
        throw Refusal.badRequest("cwd is '" + folder + "'; allowed: an absolute path.");
    }
}
