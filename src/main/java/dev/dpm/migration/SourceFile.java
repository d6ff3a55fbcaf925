package dev.dpm.migration;

import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.process.NativePaths;

/**
 * One file of another tool.
 *
 * @param path absolute
 * @param text all that it holds
 */
public record SourceFile(Path path, String text) {

    /** By which sentences name the file. */
    String name() {
        return NativePaths.shown(Optional.ofNullable(path.getFileName()).orElse(path));
    }

    /** {@code supervisord.conf line 12}. */
    String place(int line) {
        return name() + " line " + line;
    }

    /** The folder that the file lies in, absolute. */
    Path folder() {
        return Optional.ofNullable(path.getParent()).orElse(path);
    }

    /** A path as the file means it: relative ones start from the file's folder. */
    String absolute(String written) {
        return written.startsWith("/")
                ? written
                : NativePaths.text(folder().resolve(NativePaths.of(written)).normalize());
    }
}
