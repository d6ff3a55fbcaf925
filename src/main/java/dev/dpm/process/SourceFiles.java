package dev.dpm.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Files whose changes concern a target.
 *
 * @param folder the target's folder, absolute, from which the patterns count
 * @param patterns patterns of paths, such as {@code src/**}{@code /*.py}
 * @param ignored patterns of files that are left out, besides a fixed list: a pattern without a slash is the name of a
 *     file or folder at any depth, a pattern with a slash is a path
 * @param debounce the time without a change after which a change is reported
 */
public record SourceFiles(Path folder, List<String> patterns, List<String> ignored, Duration debounce) {

    public SourceFiles {
        patterns = List.copyOf(patterns);
        ignored = List.copyOf(ignored);
    }
}
