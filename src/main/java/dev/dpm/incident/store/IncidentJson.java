package dev.dpm.incident.store;

import java.io.IOException;
import java.util.Locale;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.dpm.incident.Incident;

/** Converts an incident to JSON and back: keys in snake_case, null for unknown values, times by RFC 3339 in UTC. */
public final class IncidentJson {

    /** The JSON mapper. It is created for the first incident, so that a runner without incidents starts faster. */
    private static final class Holder {
        static final ObjectMapper MAPPER = JsonMapper.builder().addModule(new Jdk8Module())
                .addModule(new JavaTimeModule()).propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(SerializationFeature.INDENT_OUTPUT).build();
    }

    private IncidentJson() {
    }

    /** The incident as indented JSON for people. It ends with a newline. */
    public static String of(Incident incident) {
        try {
            return Holder.MAPPER.writeValueAsString(incident) + "\n";
        } catch (IOException e) {
            throw new IllegalStateException("every incident can be written as JSON, but not " + incident.id(), e);
        }
    }

    /** @throws IOException if the text is no incident, or a later version of the runner wrote it */
    static Incident parse(String json) throws IOException {
        try {
            return parse(Holder.MAPPER.readTree(json));
        } catch (RuntimeException e) {
            throw new IOException("it is no incident: " + e.getMessage(), e);
        }
    }

    static JsonNode tree(Incident incident) {
        return Holder.MAPPER.valueToTree(incident);
    }

    /** @throws IOException if the tree is no incident, or a later version of the runner wrote it */
    static Incident parse(JsonNode tree) throws IOException {
        try {
            Incident incident = Holder.MAPPER.treeToValue(tree, Incident.class);
            if (incident.schema() > Incident.SCHEMA) {
                throw new IOException(String.format(Locale.ROOT, "it was written by a newer version (schema %d)",
                        incident.schema()));
            }
            return incident;
        } catch (RuntimeException e) {
            throw new IOException("it is no incident: " + e.getMessage(), e);
        }
    }
}
