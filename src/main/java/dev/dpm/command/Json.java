package dev.dpm.command;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.dpm.view.EventView;

/** Writes JSON: keys in snake_case, null for unknown values, times by RFC 3339 in UTC. */
public final class Json {

    private final ObjectMapper mapper;

    private Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    public static Json by(ObjectMapper mapper) {
        return new Json(mapper.copy().registerModule(new WordsModule()));
    }

    /** A writer for the command socket, with the same settings as the writer of the HTTP server. */
    public static Json plain() {
        return by(new ObjectMapper().registerModules(new Jdk8Module(), new JavaTimeModule())
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.FAIL_ON_EMPTY_BEANS));
    }

    public String pretty(Object view) {
        return write(mapper.writerWithDefaultPrettyPrinter(), view) + "\n";
    }

    public String line(Object view) {
        return write(mapper.writer(), view);
    }

    public ObjectNode tree(Object view) {
        return mapper.valueToTree(view);
    }

    public String lines(List<EventView> events) {
        StringBuilder lines = new StringBuilder();
        events.forEach(event -> lines.append(write(mapper.writer(), object(event))).append('\n'));
        return lines.toString();
    }

    public String array(List<EventView> events) {
        Collection<Map<String, Object>> objects = events.stream().map(Json::object).toList();
        return pretty(objects);
    }

    private static Map<String, Object> object(EventView event) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("time", event.time().toString());
        object.put("type", event.type());
        object.put("target", event.target().orElse(null));
        object.put("pid", event.pid().orElse(null));
        object.put("message", event.message());
        object.put("severity", event.severity().name());
        object.put("sequence", event.sequence());
        event.details().forEach((key, value) -> {
            if (!object.containsKey(key)) {
                object.put(key, value);
            }
        });
        return object;
    }

    private static String write(ObjectWriter writer, Object value) {
        try {
            // the value is written as bytes first, since writeValueAsString would take twice the memory
            return new String(writer.writeValueAsBytes(value), StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every view can be written as JSON, but this cannot: " + value.getClass(),
                    e);
        }
    }
}
