package dev.dpm.migration;

import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.process.NativePaths;

/**
 * A file of another tool.
 *
 * @param path the absolute path of the file
 * @param text the whole content of the file
 */
public record SourceFile(Path path, String text) {

    /** The name of this file without its folder, for sentences. */
    String name() {
        return NativePaths.shown(Optional.ofNullable(path.getFileName()).orElse(path));
    }

    /** The place of a line of this file for sentences, such as {@code supervisord.conf line 12}. */
    String place(int line) {
        return name() + " line " + line;
    }

    /** The folder that contains this file, absolute. */
    Path folder() {
        return Optional.ofNullable(path.getParent()).orElse(path);
    }

    /** Makes a path absolute that this file mentions; relative paths are relative to the file's folder. */
    String absolute(String written) {
        return written.startsWith("/")
                ? written
                : NativePaths.text(folder().resolve(NativePaths.of(written)).normalize());
    }
}
