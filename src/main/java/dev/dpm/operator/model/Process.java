package dev.dpm.operator.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The description of the process that dpm-runner supervises, as with the option {@code --attach}.
 *
 * @param match a regular expression for the command line; null if not given
 * @param name the name of the process; null if not given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Process(
        @JsonPropertyDescription("a regular expression found in the process's arguments, joined by blanks (--match)") String match,
        @JsonPropertyDescription("its name, or the base name of its argv[0] (--process_name)") String name) {

    boolean saysSomething() {
        return match != null || name != null;
    }
}
