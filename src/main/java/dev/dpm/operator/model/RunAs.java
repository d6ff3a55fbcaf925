package dev.dpm.operator.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Min;

/**
 * The numeric ids of the user and group that a container runs as.
 *
 * @param user the user id; null if not given
 * @param group the group id; null if not given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunAs(@Min(0) @JsonPropertyDescription("the user, by number") Long user,
        @Min(0) @JsonPropertyDescription("the group, by number") Long group) {
}
