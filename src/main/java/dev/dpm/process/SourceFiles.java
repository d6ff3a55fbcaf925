package dev.dpm.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The files of a target that the runner watches for changes.
 *
 * @param folder the target's folder, absolute, to which the patterns are relative
 * @param patterns patterns of paths, such as {@code src/**}{@code /*.py}
 * @param ignored patterns of files that are not watched, in addition to a fixed list: a pattern without a slash is the
 *     name of a file or folder at any depth, a pattern with a slash is a path
 * @param debounce the time that must pass without a further change before a change is reported
 */
public record SourceFiles(Path folder, List<String> patterns, List<String> ignored, Duration debounce) {

    public SourceFiles {
        patterns = List.copyOf(patterns);
        ignored = List.copyOf(ignored);
    }
}
