package dev.dpm.migration;

import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.process.NativePaths;

/**
 * A file of another tool.
 * @param path the absolute path of the file
 */
public record SourceFile(Path path, String text) {

    String name() {
        return NativePaths.shown(Optional.ofNullable(path.getFileName()).orElse(path));
    }

    String place(int line) {
        return name() + " line " + line;
    }

    Path folder() {
        return Optional.ofNullable(path.getParent()).orElse(path);
    }

    /** Makes a path in this file absolute. A relative path is relative to the file's folder. */
    String absolute(String written) {
        return written.startsWith("/")
                ? written
                : NativePaths.text(folder().resolve(NativePaths.of(written)).normalize());
    }
}
