package dev.dpm.operator.inject;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;

import dev.dpm.operator.model.Json;
import dev.dpm.operator.model.LiveOptions;
import dev.dpm.operator.model.SupervisionSpec;

/**
 * The part of a Supervision's options that only new pods get. The operator stores a digest of this part in an
 * annotation of each pod.
 */
public final class PodPart {

    private static final ObjectWriter SORTED = Json.MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private PodPart() {
    }

    /**
     * The digest of this part of a spec, as a UUID of version 3. Specs that give new pods the same container of
     * dpm-runner have the same digest.
     */
    public static String digest(SupervisionSpec spec) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("container", spec.namedContainer().orElse(""));
        part.put("process", spec.namedProcess().map(Object.class::cast).orElse(""));
        part.put("liveness", spec.livenessInForce());
        part.put("form", spec.formInForce());
        part.put("runAs", spec.standInIdentity());
        part.put("image", spec.ownImage().orElse(""));
        part.put("resources", spec.ownResources().map(Object.class::cast).orElse(""));
        part.put("options", new TreeMap<>(LiveOptions.fixed(spec)));
        try {
            return UUID.nameUUIDFromBytes(SORTED.writeValueAsString(part).getBytes(StandardCharsets.UTF_8)).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written", e);
        }
    }
}
