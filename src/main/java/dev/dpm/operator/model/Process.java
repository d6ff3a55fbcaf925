package dev.dpm.operator.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The process to supervise, as in {@code --attach}.
 *
 * @param match the command line; null: not given
 * @param name null: not given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Process(
        @JsonPropertyDescription("a regular expression found in the process's arguments, joined by blanks (--match)") String match,
        @JsonPropertyDescription("its name, or the base name of its argv[0] (--process_name)") String name) {

    boolean saysSomething() {
        return match != null || name != null;
    }
}
