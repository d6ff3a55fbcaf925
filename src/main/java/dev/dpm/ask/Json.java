package dev.dpm.ask;

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

/** Views as JSON: keys snake_case, the unknown null, times RFC 3339 in UTC. */
public final class Json {

    private final ObjectMapper mapper;

    private Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** By a mapper that somebody else has set up, and is left as it was. */
    public static Json by(ObjectMapper mapper) {
        return new Json(mapper.copy().registerModule(new WordsModule()));
    }

    /** As the web part's, for who answers without it; made when it is first asked for. */
    public static Json plain() {
        return by(new ObjectMapper().registerModules(new Jdk8Module(), new JavaTimeModule())
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.FAIL_ON_EMPTY_BEANS));
    }

    /** For people who look: indented, the last line ended. */
    public String pretty(Object view) {
        return write(mapper.writerWithDefaultPrettyPrinter(), view) + "\n";
    }

    /** In one line, not ended. */
    public String line(Object view) {
        return write(mapper.writer(), view);
    }

    /** As a tree that can be changed. */
    public ObjectNode tree(Object view) {
        return mapper.valueToTree(view);
    }

    /** Events one object a line (newline-delimited JSON). */
    public String lines(List<EventView> events) {
        StringBuilder lines = new StringBuilder();
        events.forEach(event -> lines.append(write(mapper.writer(), object(event))).append('\n'));
        return lines.toString();
    }

    /** Events as one array. */
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
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every view can be written as JSON, but this cannot: " + value.getClass(),
                    e);
        }
    }
}
