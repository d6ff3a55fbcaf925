package dev.dpm.operator.model;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.kubernetes.api.model.Condition;

/**
 * The status of a Supervision.
 *
 * @param observedGeneration the generation of the Supervision that the operator examined last; null if none yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SupervisionStatus(
        @JsonPropertyDescription("the generation of the spec that this status speaks of") Long observedGeneration,
        Pods pods,
        @JsonPropertyDescription("Accepted, Covered and Healthy, each with a reason and a sentence") List<Condition> conditions) {

    /**
     * How many pods a Supervision selects, and how many of them have a dpm-runner, are outdated or lack a dpm-runner.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Pods(
            @JsonPropertyDescription("pods that the selector matches") Integer selected,
            @JsonPropertyDescription("those with a dpm-runner in them") Integer supervised,
            @JsonPropertyDescription("supervised ones that lack a change which needs a new pod; a rollout brings it into them") Integer outdated,
            @JsonPropertyDescription("selected ones without a dpm-runner; a rollout puts it into them") Integer uncovered) {
    }
}
