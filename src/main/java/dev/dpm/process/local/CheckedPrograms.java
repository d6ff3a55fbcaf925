package dev.dpm.process.local;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.dpm.process.ExactCommand;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.NativePaths;

/**
 * Remembers which program files passed the checks before a launch ({@link LaunchCheck}), so that an unchanged file is not
 * checked again. Thread-safe.
 */
final class CheckedPrograms {

    private static final int MOST = 1024;

    /**
     * The state of a program file when it was checked.
     *
     * @param modified the time of its last change, in milliseconds since 1970
     * @param length its length in bytes
     * @param image the path that {@code /proc/PID/exe} shows for a process that runs the file
     */
    private record FileState(long modified, long length, String image) {
    }

    private final Map<File, FileState> seen = new ConcurrentHashMap<>();

    /**
     * The path that {@code /proc/PID/exe} will show for the new process; empty if the program must be checked, since it
     * is unknown or has changed.
     */
    Optional<String> unchanged(LaunchOrder order) {
        return file(order).flatMap(file -> Optional.ofNullable(seen.get(file))
                .filter(known -> file.lastModified() == known.modified() && file.length() == known.length())
                .map(FileState::image));
    }

    /**
     * Records that the program of an order passed the checks.
     *
     * @param image the path that {@code /proc/PID/exe} shows for a process of the program; for a script, the path of
     *     its interpreter
     */
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
