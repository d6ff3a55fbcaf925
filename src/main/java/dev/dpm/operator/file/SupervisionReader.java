package dev.dpm.operator.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.fabric8.kubernetes.api.model.HasMetadata;

import dev.dpm.config.yaml.NotYaml;
import dev.dpm.config.yaml.YamlDocuments;
import dev.dpm.operator.model.Json;
import dev.dpm.operator.model.ModelFault;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionCheck;

/** Reads Supervisions from the text of a file, and checks them. */
final class SupervisionReader {

    private static final String KIND = HasMetadata.getKind(Supervision.class);
    private static final String API_VERSION = HasMetadata.getApiVersion(Supervision.class);

    private final String file;
    private final List<String> faults = new ArrayList<>();

    SupervisionReader(String file) {
        this.file = file;
    }

    List<Supervision> read(String text) throws BadManifest {
        List<Supervision> supervisions = new ArrayList<>();
        for (Object document : documents(text)) {
            one(document, supervisions);
        }
        if (supervisions.isEmpty() && faults.isEmpty()) {
            faults.add(file + ": holds no document of kind " + KIND);
        }
        if (!faults.isEmpty()) {
            throw new BadManifest(String.join("\n", faults));
        }
        return supervisions;
    }

    private List<Object> documents(String text) throws BadManifest {
        try {
            return YamlDocuments.read(text);
        } catch (NotYaml e) {
            throw new BadManifest(file + ": " + e.getMessage());
        }
    }

    private void one(Object document, List<Supervision> supervisions) {
        if (!(document instanceof Map<?, ?> map) || !KIND.equals(map.get("kind"))
                || !API_VERSION.equals(map.get("apiVersion"))) {
            faults.add(file + ": a document is no " + KIND + "; allowed: kind " + KIND + ", apiVersion " + API_VERSION);
            return;
        }
        try {
            Supervision supervision = Json.MAPPER.treeToValue(Json.tree(map), Supervision.class);
            if (supervision.getMetadata().getName() == null) {
                faults.add(file + ": metadata.name is missing");
                return;
            }
            SupervisionCheck.faults(supervision)
                    .forEach(fault -> faults.add(file + ": " + supervision.shown() + ": " + fault));
            supervisions.add(supervision);
        } catch (JsonProcessingException e) {
            faults.add(file + ": " + ModelFault.sentence(e));
        }
    }
}
