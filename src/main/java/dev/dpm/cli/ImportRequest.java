package dev.dpm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of {@code import}.
 *
 * @param files absolute paths
 * @param tool the value of {@code --from}; empty: the tool is recognised from each file
 * @param environment the caller's environment, for variables that the files refer to
 */
public record ImportRequest(List<Path> files, Optional<String> tool, Map<String, String> environment) {

    public ImportRequest {
        files = List.copyOf(files);
        environment = Map.copyOf(environment);
    }
}
