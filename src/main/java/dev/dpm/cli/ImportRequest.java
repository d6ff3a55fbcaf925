package dev.dpm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code import} was asked for.
 *
 * @param files absolute
 * @param tool the word of the tool that they belong to; empty: each file tells
 * @param environment the caller's, for the variables that the files name
 */
public record ImportRequest(List<Path> files, Optional<String> tool, Map<String, String> environment) {

    public ImportRequest {
        files = List.copyOf(files);
        environment = Map.copyOf(environment);
    }
}
