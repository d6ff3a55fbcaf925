package dev.dpm.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;

import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.view.RunnerDetails.Disk;

/** Measures the disk space of the runner's home folder, in bytes. */
final class HomeFacts {

    private HomeFacts() {
    }

    static Disk disk(RuntimeDirectory home) {
        long output = bytesIn(home.targetLogs());
        return new Disk(output, bytesIn(home.logs()) - output, bytesIn(home.history()), bytesIn(home.state()),
                free(home.path()));
    }

    /** The size of all files in a folder and in its subfolders, in bytes. A file that cannot be read counts as empty. */
    private static long bytesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(HomeFacts::size).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return found.isDirectory() ? 0 : found.size();
        } catch (IOException e) {
            return 0;
        }
    }

    private static Optional<Long> free(Path home) {
        try {
            long free = Files.getFileStore(home).getUsableSpace();
            return free == 0 ? Optional.empty() : Optional.of(free);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
