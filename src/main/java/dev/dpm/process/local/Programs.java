package dev.dpm.process.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.process.NativePaths;

/** Finds the file of a program by its name, as execvp(3) does. */
final class Programs {

    /** The folders that the C library searches for programs if PATH is not set. */
    static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    private Programs() {
    }

    static Optional<Path> onOwnPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":" + USUAL_PATH;
        return find(program, path, Path.of("/"));
    }

    /**
     * Finds the executable file of a program.
     *
     * @param path the folders to search, separated by colons; an empty part means the current folder
     * @param cwd the current folder
     */
    static Optional<Path> find(String program, String path, Path cwd) {
        for (String folder : path.split(":", -1)) {
            Path candidate = NativePaths.resolve(NativePaths.resolve(cwd, folder), program);
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
