package dev.dpm.history;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.dpm.event.Event;
import dev.dpm.event.Journal.Written;
import dev.dpm.event.Recorded;
import dev.dpm.event.Severity;
import dev.dpm.log.Stamp;
import dev.dpm.process.TargetName;

/** A line of the journal: a JSON object that begins with {@code schema} and {@code sequence}. */
final class JournalLine {

    private static final Set<String> OWN_KEYS = Set.of("schema", "sequence", "time", "type", "target", "pid",
            "severity", "message");
    private static final JsonFactory JSON = new JsonFactory();

    private JournalLine() {
    }

    static String render(Recorded recorded) {
        Event event = recorded.event();
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeNumberField("schema", JournalHead.SCHEMA);
            out.writeNumberField("sequence", recorded.sequence());
            out.writeStringField("time", Stamp.of(recorded.time()));
            out.writeStringField("type", event.type().word());
            writeValue(out, "target", event.target().map(TargetName::value).orElse(null));
            writeValue(out, "pid", event.pid().isPresent() ? event.pid().getAsLong() : null);
            out.writeStringField("severity", event.severity().name());
            out.writeStringField("message", event.message());
            if (recorded.incident().isPresent()) {
                out.writeStringField("incident", recorded.incident().get());
            }
            // sorted, so that equal events give equal lines
            for (Map.Entry<String, Object> detail : new TreeMap<>(event.details()).entrySet()) {
                if (!OWN_KEYS.contains(detail.getKey())) {
                    writeValue(out, detail.getKey(), detail.getValue());
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return text.toString();
    }

    private static void writeValue(JsonGenerator out, String key, Object value) throws IOException {
        out.writeFieldName(key);
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Long || value instanceof Integer) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            out.writeNumber(number.doubleValue());
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else {
            out.writeString(value.toString());
        }
    }

    static Optional<Written> parse(String line) {
        try (JsonParser in = JSON.createParser(line)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Map<String, Object> keys = readKeys(in);
            return in.nextToken() == null ? Optional.of(written(keys, line)) : Optional.empty();
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            // dpm-runner did not write this line
            return Optional.empty();
        }
    }

    private static Map<String, Object> readKeys(JsonParser in) throws IOException {
        Map<String, Object> keys = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String key = in.currentName();
            JsonToken token = in.nextToken();
            if (token.isStructStart()) {
                in.skipChildren();
            } else {
                keys.put(key, switch (token) {
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getNumberValue();
                    case VALUE_TRUE -> true;
                    case VALUE_FALSE -> false;
                    case VALUE_NULL -> null;
                    default -> in.getText();
                });
            }
        }
        return keys;
    }

    private static Written written(Map<String, Object> keys, String line) {
        Map<String, Object> details = new LinkedHashMap<>(keys);
        details.keySet().removeAll(OWN_KEYS);
        return new Written(number(keys.get("sequence")), Instant.parse(text(keys.get("time"))), text(keys.get("type")),
                Optional.ofNullable(keys.get("target")).map(Object::toString),
                Optional.ofNullable(keys.get("pid")).map(JournalLine::number), Severity.of(text(keys.get("severity"))),
                text(keys.get("message")), Collections.unmodifiableMap(details), line);
    }

    private static long number(Object value) {
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        throw new IllegalArgumentException("no whole number: " + value);
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no text: " + value);
    }
}
