package dev.dpm.log;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** Formats a log line as one JSON object: time, level, logger, message, then the context's members, and the exception. */
final class JsonLayout implements Layout {

    /** The JSON library Jackson. It is loaded for the first log line, so that it does not delay the first launch. */
    private static final class Json {
        private static final JsonFactory FACTORY = new JsonFactory();
    }

    @Override
    public String render(LogLine line) {
        // the object is written to a Writer, since Jackson refuses half of a surrogate pair when it writes to a stream
        StringWriter text = new StringWriter(200);
        try (JsonGenerator out = Json.FACTORY.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("time", Stamp.of(line.time()));
            out.writeStringField("level", line.level().name());
            out.writeStringField("logger", line.logger());
            out.writeStringField("message", line.message());
            for (Map.Entry<String, Object> key : line.keys().entrySet()) {
                writeKey(out, key.getKey(), key.getValue());
            }
            if (line.thrown().isPresent()) {
                out.writeStringField("exception", line.thrown().get());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return text.toString();
    }

    private static void writeKey(JsonGenerator out, String key, Object value) throws IOException {
        out.writeFieldName(key);
        if (value instanceof Long || value instanceof Integer) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else {
            out.writeString(String.valueOf(value));
        }
    }
}
