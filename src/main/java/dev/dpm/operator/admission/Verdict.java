package dev.dpm.operator.admission;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What becomes of an object.
 *
 * @param isAllowed false: it is not created or changed, for the reason in {@code sentence}
 * @param sentence empty where it is allowed
 * @param warnings what kubectl prints for whoever asked
 * @param patch operations of RFC 6902 on the object; empty: it stays as it is
 */
record Verdict(boolean isAllowed, String sentence, List<String> warnings, JsonNode patch) {

    /** 422: the object was understood and cannot be (RFC 9110, 15.5.21), as the API server says of its own schema. */
    private static final int UNPROCESSABLE = 422;

    Verdict {
        warnings = List.copyOf(warnings);
    }

    static Verdict allowed(String... warnings) {
        return new Verdict(true, "", List.of(warnings), JsonNodeFactory.instance.arrayNode());
    }

    static Verdict changed(JsonNode patch, List<String> warnings) {
        return new Verdict(true, "", warnings, patch);
    }

    static Verdict refused(String sentence) {
        return new Verdict(false, sentence, List.of(), JsonNodeFactory.instance.arrayNode());
    }

    /** The AdmissionReview that answers the one with that uid. */
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
