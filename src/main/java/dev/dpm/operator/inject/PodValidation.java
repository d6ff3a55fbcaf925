package dev.dpm.operator.inject;

import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Checks a part of what the API server requires of a pod. The API server itself checks a pod only after the operator has
 * changed it.
 */
public final class PodValidation {

    /** The end of the sentence {@code the pod has …}, which tells a user why a pod is incomplete. */
    public static final String LACK = "no containers, one without a name, or a list with a gap";

    private PodValidation() {
    }

    /** Whether the pod, or the pod template, has containers, each of them has a name, and no list contains null. */
    public static boolean isComplete(JsonNode pod) {
        JsonNode containers = pod.path("spec").path("containers");
        return containers.isArray() && !containers.isEmpty() && areNamed(containers)
                && areNamed(pod.path("spec").path("initContainers")) && areNamed(pod.path("spec").path("volumes"))
                && hasNoGap(pod.path("spec"));
    }

    private static boolean areNamed(JsonNode parts) {
        return StreamSupport.stream(parts.spliterator(), false)
                .allMatch(part -> part.path("name").isTextual());
    }

    private static boolean hasNoGap(JsonNode part) {
        return StreamSupport.stream(part.spliterator(), false)
                .allMatch(each -> !(part.isArray() && each.isNull()) && hasNoGap(each));
    }
}
