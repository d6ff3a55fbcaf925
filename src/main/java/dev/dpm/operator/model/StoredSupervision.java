package dev.dpm.operator.model;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Reads a Supervision that a newer version of the operator may have written. A part that this version does not know is
 * left out. Unless the part belongs to the status, a sentence about it becomes a fault of the Supervision. An exception
 * instead would make the whole list of Supervisions unreadable because of one of them.
 */
public final class StoredSupervision {

    /**
     * The largest number of unknown parts that are left out one by one. If a Supervision has more, its whole spec is
     * left out.
     */
    private static final int MOST = 20;
    private static final String SPEC = "spec";
    private static final String STATUS = "status";

    private StoredSupervision() {
    }

    /**
     * Reads a Supervision from a document, and removes from the document those parts that this version does not know.
     *
     * @throws JsonProcessingException the metadata is malformed
     */
    public static Supervision read(ObjectNode left) throws JsonProcessingException {
        List<String> faults = new ArrayList<>();
        for (int part = 0; part < MOST; part++) {
            try {
                return Json.MAPPER.treeToValue(left, Supervision.class).lacking(faults);
            } catch (JsonMappingException e) {
                if (!isOfStatus(e)) {
                    faults.add(ModelFault.sentence(e) + "; it may be one of a newer dpm-runner's operator");
                }
                if (!remove(left, e.getPath())) {
                    break;
                }
            }
        }
        left.remove(List.of(SPEC, STATUS));
        return Json.MAPPER.treeToValue(left, Supervision.class).lacking(faults);
    }

    private static boolean isOfStatus(JsonMappingException e) {
        return !e.getPath().isEmpty() && STATUS.equals(e.getPath().get(0).getFieldName());
    }

    private static boolean remove(ObjectNode document, List<Reference> path) {
        JsonNode parent = document;
        for (Reference step : path.subList(0, Math.max(0, path.size() - 1))) {
            parent = step.getFieldName() == null ? parent.path(step.getIndex()) : parent.path(step.getFieldName());
        }
        if (path.isEmpty()) {
            return false;
        }
        Reference last = path.get(path.size() - 1);
        return parent instanceof ObjectNode object && last.getFieldName() != null
                ? object.remove(last.getFieldName()) != null
                : parent instanceof ArrayNode array && array.remove(last.getIndex()) != null;
    }
}
