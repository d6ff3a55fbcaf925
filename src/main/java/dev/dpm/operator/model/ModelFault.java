package dev.dpm.operator.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.resolve.Spelling;

/**
 * Converts an exception of the library Jackson about a malformed document to a sentence for the author of the document.
 */
public final class ModelFault {

    private ModelFault() {
    }

    /** A sentence about a malformed Supervision, with the name of the field, its fault and the allowed values. */
    public static String sentence(JsonProcessingException e) {
        return sentence(e, "supervision");
    }

    /**
     * A sentence about a malformed document, with the name of the field, its fault and the allowed values.
     *
     * @param kind the kind of the document, as the command {@code kubectl explain} names it
     */
    public static String sentence(JsonProcessingException e, String kind) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            List<String> known = unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
            return path(unknown) + " is not a field" + Spelling.hint(unknown.getPropertyName(), known, "");
        }
        if (e instanceof InvalidFormatException bad && bad.getTargetType().isEnum()) {
            String allowed = Arrays.stream(bad.getTargetType().getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
            return path(bad) + " " + ConfigFault.quoted(String.valueOf(bad.getValue())) + " is not allowed; allowed: "
                    + allowed;
        }
        return e instanceof JsonMappingException other
                ? path(other) + " has the wrong shape; kubectl explain " + kind + " says which is right"
                : e.getOriginalMessage();
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            path.append(step.getFieldName() == null
                    ? "[" + step.getIndex() + "]"
                    : (path.isEmpty() ? "" : ".") + step.getFieldName());
        }
        return path.isEmpty() ? "the document" : path.toString();
    }
}
