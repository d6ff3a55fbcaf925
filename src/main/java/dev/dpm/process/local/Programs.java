package dev.dpm.process.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.process.NativePaths;

/** Looks programs up as execvp(3) does. */
final class Programs {

    /** What the C library searches where no PATH is set. */
    static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    private Programs() {
    }

    /** Looks on the runner's own PATH, and where the C library would. */
    static Optional<Path> onOwnPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":" + USUAL_PATH;
        return find(program, path, Path.of("/"));
    }

    /**
     * @param path folders separated by colons; an empty one is the current folder
     * @param cwd what relative folders are relative to
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
