package dev.dpm.operator.admission;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A decision whether the API server may store an object.
 *
 * @param sentence why the object is refused; empty text: it is allowed
 * @param warnings sentences that kubectl prints
 * @param patch a JSON patch (RFC 6902) of the object; an empty array: no change
 */
record Decision(boolean isAllowed, String sentence, List<String> warnings, JsonNode patch) {

    /**
     * The HTTP status with which an object is refused (RFC 9110, 15.5.21). The API server itself uses it if an object
     * violates its schema.
     */
    private static final int UNPROCESSABLE = 422;

    Decision {
        warnings = List.copyOf(warnings);
    }

    static Decision allowed(String... warnings) {
        return new Decision(true, "", List.of(warnings), JsonNodeFactory.instance.arrayNode());
    }

    static Decision changed(JsonNode patch, List<String> warnings) {
        return new Decision(true, "", warnings, patch);
    }

    static Decision refused(String sentence) {
        return new Decision(false, sentence, List.of(), JsonNodeFactory.instance.arrayNode());
    }

    /**
     * The AdmissionReview that passes this decision to the API server.
     *
     * @param uid the uid of the API server's request
     */
    ObjectNode answer(String uid) {
        ObjectNode review = JsonNodeFactory.instance.objectNode();
        review.put("apiVersion", Review.API_VERSION).put("kind", Review.KIND);
        ObjectNode response = review.putObject("response").put("uid", uid).put("allowed", isAllowed);
        if (!isAllowed) {
            response.putObject("status").put("code", UNPROCESSABLE).put("message", sentence);
        }
        if (!warnings.isEmpty()) {
            ArrayNode said = response.putArray("warnings");
            warnings.forEach(said::add);
        }
        if (!patch.isEmpty()) {
            response.put("patchType", "JSONPatch").put("patch", Base64.getEncoder()
                    .encodeToString(patch.toString().getBytes(StandardCharsets.UTF_8)));
        }
        return review;
    }
}
