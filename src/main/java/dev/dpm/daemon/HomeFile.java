package dev.dpm.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import dev.dpm.process.WholeFile;

/** Replaces files that several processes may replace at the same time: each writes a temporary file of its own and renames it. */
final class HomeFile {

    private HomeFile() {
    }

    static void replace(Path file, String text) throws IOException {
        replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    static void replace(Path file, WholeFile.Content content) throws IOException {
        WholeFile.replace(file, draft(file), content, WholeFile.Outlives.RUNNER);
    }

    static void copy(Path from, Path file) throws IOException {
        WholeFile.copy(from, file, draft(file));
    }

    static Path draft(Path file) {
        return file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    }
}
