package dev.dpm.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Files whose changes concern a target.
 *
 * @param folder the target's folder, absolute, from which the patterns count
 * @param patterns of paths, such as {@code src/**}{@code /*.py}
 * @param ignored patterns that are left out, besides those that always are: one without a slash is the name of a file or
 *     folder anywhere, one with a slash a path
 * @param debounce how long nothing may change until a change is told
 */
public record SourceFiles(Path folder, List<String> patterns, List<String> ignored, Duration debounce) {

    public SourceFiles {
        patterns = List.copyOf(patterns);
        ignored = List.copyOf(ignored);
    }
}
