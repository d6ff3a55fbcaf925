package dev.dpm.incident.store;

import java.io.IOException;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.dpm.config.KnownSecrets;
import dev.dpm.incident.Incident;

/** Masks the values of secret environment variables in all texts of an incident. */
final class MaskedIncident {

    private static final Set<String> FIXED = Set.of("id", "target", "at", "cause", "certainty", "first", "previous",
            "option", "unit", "type", "modified", "settings_since", "environment", "attachments");

    private MaskedIncident() {
    }

    static Incident of(Incident incident, KnownSecrets secrets) {
        if (secrets.values().isEmpty()) {
            return incident;
        }
        JsonNode tree = IncidentJson.tree(incident);
        if (!mask(tree, secrets)) {
            return incident;
        }
        try {
            return IncidentJson.parse(tree);
        } catch (IOException e) {
            throw new IllegalStateException("masks change no form, but " + incident.id() + " cannot be read", e);
        }
    }

    /**
     * Masks secrets in all texts of a JSON tree.
     * @return whether a text was changed
     */
    private static boolean mask(JsonNode node, KnownSecrets secrets) {
        boolean isChanged = false;
        if (node instanceof ObjectNode object) {
            for (String field : (Iterable<String>) object::fieldNames) {
                JsonNode value = object.get(field);
                if (FIXED.contains(field)) {
                    continue;
                }
                if (value.isTextual() && !secrets.mask(value.asText()).equals(value.asText())) {
                    object.set(field, TextNode.valueOf(secrets.mask(value.asText())));
                    isChanged = true;
                }
                isChanged |= mask(value, secrets);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                String text = array.get(i).asText();
                if (array.get(i).isTextual() && !secrets.mask(text).equals(text)) {
                    array.set(i, TextNode.valueOf(secrets.mask(text)));
                    isChanged = true;
                }
                isChanged |= mask(array.get(i), secrets);
            }
        }
        return isChanged;
    }
}
