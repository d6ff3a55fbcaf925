package dev.dpm.operator.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How a process is found in its pod, as by {@code --attach}: where both are given, both must hold.
 *
 * @param match null where nothing is said, as is {@code name}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Process(
        @JsonPropertyDescription("a regular expression found in the process's arguments, joined by blanks (--match)") String match,
        @JsonPropertyDescription("its name, or the base name of its argv[0] (--process_name)") String name) {

    boolean saysSomething() {
        return match != null || name != null;
    }
}
