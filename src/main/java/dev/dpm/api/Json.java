package dev.dpm.api;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.dpm.view.EventView;

/** Views as JSON: keys snake_case, the unknown null, times RFC 3339 in UTC. */
@Singleton
class Json {

    private final ObjectMapper mapper;

    @Inject
    Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** For people who look: indented, the last line ended. */
    String pretty(Object view) {
        return write(mapper.writerWithDefaultPrettyPrinter(), view) + "\n";
    }

    /** In one line, not ended. */
    String line(Object view) {
        return write(mapper.writer(), view);
    }

    /** As a tree that can be changed. */
    ObjectNode tree(Object view) {
        return mapper.valueToTree(view);
    }

    /** Events one object a line (newline-delimited JSON). */
    String lines(List<EventView> events) {
        StringBuilder lines = new StringBuilder();
        events.forEach(event -> lines.append(write(mapper.writer(), object(event))).append('\n'));
        return lines.toString();
    }

    /** Events as one array. */
    String array(List<EventView> events) {
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
        object.put("severity", event.severity());
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
