package dev.dpm.operator.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Min;

/**
 * The numbers of the user and the group that a container runs as.
 *
 * @param user the number of the user; null if not given
 * @param group the number of the group; null if not given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunAs(@Min(0) @JsonPropertyDescription("the user, by number") Long user,
        @Min(0) @JsonPropertyDescription("the group, by number") Long group) {
}
