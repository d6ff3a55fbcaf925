package dev.dpm.operator.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import io.fabric8.generator.annotation.Min;

/**
 * Whom a container runs as, by number.
 *
 * @param user null where nothing is said, as is {@code group}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunAs(@Min(0) @JsonPropertyDescription("the user, by number") Long user,
        @Min(0) @JsonPropertyDescription("the group, by number") Long group) {
}
