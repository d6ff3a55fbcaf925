package dev.dpm.process.local;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.dpm.process.ExactCommand;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.NativePaths;

/**
 * Stores which programs passed the checks before a launch. A program whose file has not changed need not be checked
 * again, since the kernel reports all other faults itself when the program is executed. Several threads may use one
 * instance.
 */
final class CheckedPrograms {

    /** The largest number of stored programs. At this number, the store is emptied, and programs are checked again. */
    private static final int MOST = 1024;

    /**
     * The state of a program's file when the program was checked.
     *
     * @param modified when the file was last modified, in milliseconds since 1970
     * @param length the length of the file in bytes
     * @param image the file that {@code /proc/PID/exe} shows for a process that runs the program
     */
    private record Seen(long modified, long length, String image) {
    }

    private final Map<File, Seen> seen = new ConcurrentHashMap<>();

    /**
     * The file that {@code /proc/PID/exe} will show for the order's program, if that program passed the checks and has
     * not changed since. Empty: the program must be checked first.
     */
    Optional<String> unchanged(LaunchOrder order) {
        return file(order).flatMap(file -> Optional.ofNullable(seen.get(file))
                .filter(known -> file.lastModified() == known.modified() && file.length() == known.length())
                .map(Seen::image));
    }

    /**
     * Stores that the order's program passed the checks.
     *
     * @param image the file that {@code /proc/PID/exe} shows; for a script, the file of the interpreter
     */
    void remember(LaunchOrder order, String image) {
        file(order).ifPresent(file -> {
            if (seen.size() >= MOST) {
                seen.clear();
            }
            seen.put(file, new Seen(file.lastModified(), file.length(), image));
        });
    }

    private static Optional<File> file(LaunchOrder order) {
        return Optional.of(NativePaths.of(order.command().get(0))).filter(ExactCommand::isJavas)
                .map(path -> path.toFile());
    }
}
