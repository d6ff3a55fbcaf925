package dev.dpm.process.local;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.dpm.process.ExactCommand;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.NativePaths;

/** Stores which programs passed the checks before a launch. An unchanged file is not checked again. Thread-safe. */
final class CheckedPrograms {

    private static final int MOST = 1024;

    /**
     * A checked file.
     *
     * @param modified milliseconds since 1970
     * @param length in bytes
     * @param image what {@code /proc/PID/exe} shows
     */
    private record FileState(long modified, long length, String image) {
    }

    private final Map<File, FileState> seen = new ConcurrentHashMap<>();

    /** What {@code /proc/PID/exe} will show; empty: the program must be checked. */
    Optional<String> unchanged(LaunchOrder order) {
        return file(order).flatMap(file -> Optional.ofNullable(seen.get(file))
                .filter(known -> file.lastModified() == known.modified() && file.length() == known.length())
                .map(FileState::image));
    }

    /** @param image what {@code /proc/PID/exe} shows; for a script, the interpreter */
    void remember(LaunchOrder order, String image) {
        file(order).ifPresent(file -> {
            if (seen.size() >= MOST) {
                seen.clear();
            }
            seen.put(file, new FileState(file.lastModified(), file.length(), image));
        });
    }

    private static Optional<File> file(LaunchOrder order) {
        return Optional.of(NativePaths.of(order.command().get(0))).filter(ExactCommand::isJavas)
                .map(path -> path.toFile());
    }
}
