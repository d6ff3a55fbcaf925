package dev.dpm.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Watched files of a target.
 *
 * @param folder absolute; patterns are relative to it
 * @param patterns such as {@code src/**}{@code /*.py}
 * @param ignored without a slash: a name at any depth; with one: a path
 * @param debounce the time without a further change before a report
 */
public record SourceFiles(Path folder, List<String> patterns, List<String> ignored, Duration debounce) {

    public SourceFiles {
        patterns = List.copyOf(patterns);
        ignored = List.copyOf(ignored);
    }
}
