package dev.dpm.daemon;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The paths in a home folder before the start of a daemon, so that a failed start can remove the files that it made. Files
 * of targets that ran are not removed.
 *
 * @param topmostMissing the first folder in the path of the home folder that did not exist; empty: all existed
 */
record HomeSnapshot(RuntimeDirectory home, Set<Path> before, Optional<Path> topmostMissing) {

    static HomeSnapshot take(RuntimeDirectory home) throws IOException {
        if (!home.exists()) {
            Path missing = home.path();
            while (missing.getParent() != null && !Files.exists(missing.getParent())) {
                missing = missing.getParent();
            }
            return new HomeSnapshot(home, Set.of(), Optional.of(missing));
        }
        return new HomeSnapshot(home, Set.copyOf(walk(home.path())), Optional.empty());
    }

    /** Deletes the paths that were added after this snapshot. No daemon may use the home folder meanwhile. */
    void restore() throws IOException {
        if (!home.exists()) {
            return;
        }
        for (Path path : walk(home.path())) {
            if (!before.contains(path) && !isEvidence(path)) {
                deleteUnlessFull(path);
            }
        }
        Path folder = home.path().getParent();
        while (topmostMissing.isPresent() && folder != null && folder.startsWith(topmostMissing.get())
                && deleteUnlessFull(folder)) {
            folder = folder.getParent();
        }
    }

    private boolean isEvidence(Path path) throws IOException {
        boolean isTargets = path.startsWith(home.targetStates()) || path.startsWith(home.targetLogs());
        return isTargets && Files.isRegularFile(path) && Files.size(path) > 0;
    }

    private static boolean deleteUnlessFull(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> content = Files.list(path)) {
                if (content.findAny().isPresent()) {
                    return false;
                }
            }
        }
        return Files.deleteIfExists(path);
    }

    private static List<Path> walk(Path root) throws IOException {
        Set<Path> found = new HashSet<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                found.add(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
                if (why instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw why;
            }
        });
        return found.stream().sorted(Comparator.comparing(Path::getNameCount).reversed()).toList();
    }
}
