package dev.dpm.operator.admission;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The request in an AdmissionReview.
 *
 * @param uid identifies the request; the response must contain it
 * @param kind the kind of the object, such as {@code Pod}
 * @param namespace the namespace of the object; a new object's own metadata may lack it
 * @param operation {@code CREATE}, {@code UPDATE} and so on
 * @param object the object as the client sent it; a missing node for an operation without an object, such as DELETE
 */
record Review(String uid, String kind, String namespace, String operation, JsonNode object) {

    static final String API_VERSION = "admission.k8s.io/v1";
    static final String KIND = "AdmissionReview";

    /**
     * The largest number of JSON tokens in an AdmissionReview. A pod with a hundred containers has 50,000 tokens; each
     * token takes about a hundred bytes of memory.
     */
    static final int MOST_TOKENS = 50_000;
    /**
     * The longest JSON string in an AdmissionReview, in characters. For comparison: all annotations of a pod together
     * have at most 256 KiB.
     */
    static final int LONGEST_TEXT = 1 << 20;

    private static final ObjectMapper BOUNDED = new ObjectMapper(JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).maxStringLength(LONGEST_TEXT).build()).build());

    static Review read(byte[] body) throws BadReview {
        JsonNode review = tree(body);
        if (!KIND.equals(review.path("kind").asText()) || !API_VERSION.equals(review.path("apiVersion").asText())) {
            throw new BadReview("the body is not of kind " + KIND + ", apiVersion " + API_VERSION);
        }
        JsonNode request = review.path("request");
        String uid = request.path("uid").asText();
        if (!(request instanceof ObjectNode) || uid.isEmpty()) {
            throw new BadReview("the " + KIND + " has no request with a uid");
        }
        return new Review(uid, request.path("kind").path("kind").asText(), request.path("namespace").asText(),
                request.path("operation").asText(), request.path("object"));
    }

    private static JsonNode tree(byte[] body) throws BadReview {
        try {
            JsonNode tree = BOUNDED.readTree(new String(body, StandardCharsets.UTF_8));
            if (tree == null || tree.isMissingNode()) {
                throw new BadReview("the body is empty; an " + KIND + " is expected");
            }
            return tree;
        } catch (StreamConstraintsException e) {
            throw new BadReview("the body has more than " + MOST_TOKENS + " names and values, a text of more than "
                    + LONGEST_TEXT + " characters, or is nested too deep");
        } catch (JsonProcessingException e) {
            throw new BadReview("the body is not JSON");
        }
    }
}
