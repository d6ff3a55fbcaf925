package dev.dpm.operator.inject;

import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.PodSpec;

/** Detects pods into which the operator puts no dpm-runner, because of their size. */
public final class LargePod {

    /**
     * The largest number of elements of a list in a pod, such as its containers or volumes, to which the operator adds
     * an element. Comparing the lists for the JSON patch takes memory by the square of this number.
     */
    private static final int LONGEST_LIST = 1_000;

    private static final String SENTENCE = "the pod has more than " + LONGEST_LIST + " containers, init containers or "
            + "volumes, and dpm-runner is put into smaller pods only; a rollout does not help, unless the template "
            + "gets fewer";

    private LargePod() {
    }

    /** Why a pod is too large for dpm-runner, as a sentence; empty if it is not. */
    public static Optional<String> obstacle(PodSpec pod) {
        return Stream.of(pod.getContainers(), pod.getInitContainers(), pod.getVolumes())
                .anyMatch(list -> list.size() > LONGEST_LIST) ? Optional.of(SENTENCE) : Optional.empty();
    }
}
