package dev.dpm.operator.admission;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.dpm.operator.model.Json;

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
            JsonNode tree = Json.MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
            if (tree == null || tree.isMissingNode()) {
                throw new BadReview("the body is empty; an " + KIND + " is expected");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new BadReview("the body is not JSON");
        }
    }
}
