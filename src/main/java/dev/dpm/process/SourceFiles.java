package dev.dpm.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The files of a target that the runner watches for changes.
 *
 * @param folder an absolute path, to which the patterns are relative
 * @param patterns the patterns of the watched files, such as {@code src/**}{@code /*.py}
 * @param ignored the files that are not watched: a pattern without a slash is a name at any depth, and one with a slash
 *     is a path
 * @param debounce the time without a further change after which changes are reported
 */
public record SourceFiles(Path folder, List<String> patterns, List<String> ignored, Duration debounce) {

    public SourceFiles {
        patterns = List.copyOf(patterns);
        ignored = List.copyOf(ignored);
    }
}
