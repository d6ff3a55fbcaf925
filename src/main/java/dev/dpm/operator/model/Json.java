package dev.dpm.operator.model;

import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.zjsonpatch.JsonDiff;
import io.fabric8.zjsonpatch.JsonPatch;

/** Converts objects of the Kubernetes API to JSON and back. */
public final class Json {

    /** The converter. It throws an exception for an unknown field of a label selector. */
    public static final ObjectMapper MAPPER = JsonMapper.builder().annotationIntrospector(new StrictSelectors())
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null)).build();

    private Json() {
    }

    /**
     * Converts a YAML document to JSON.
     *
     * @throws JsonProcessingException the document contains what JSON does not have: null as a key, or a recursive list
     */
    public static JsonNode tree(Object document) throws JsonProcessingException {
        try {
            return MAPPER.valueToTree(document);
        } catch (IllegalArgumentException e) {
            if (e.getCause() instanceof JsonProcessingException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Changes a JSON document by the difference between two objects. Parts of the document that the objects do not have
     * stay unchanged.
     */
    public static JsonNode changed(JsonNode document, Object before, Object after) {
        JsonNode patch = JsonDiff.asJson(MAPPER.valueToTree(before), MAPPER.valueToTree(after));
        return JsonPatch.apply(patch, document);
    }

    /**
     * The changes from one JSON document to the other as a JSON patch (RFC 6902); an empty array if the documents are
     * equal.
     */
    public static JsonNode patch(JsonNode before, JsonNode after) {
        return JsonDiff.asJson(before, after);
    }

    /**
     * Treats unknown fields of label selectors as errors: if a misspelt field was ignored, the selector would select
     * every pod.
     */
    private static final class StrictSelectors extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;
        private static final Set<Class<?>> STRICT = Set.of(LabelSelector.class, LabelSelectorRequirement.class);

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            boolean isStrict = annotated instanceof com.fasterxml.jackson.databind.introspect.AnnotatedMember member
                    && STRICT.contains(member.getDeclaringClass());
            return isStrict ? Boolean.FALSE : super.hasAnySetter(annotated);
        }
    }
}
