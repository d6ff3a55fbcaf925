package dev.dpm.process.local;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.dpm.process.ExactCommand;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.NativePaths;

/**
 * Remembers programs that passed the checks before a launch. A program whose file is unchanged need not be checked
 * again: the kernel reports any other fault at exec. May be used from several threads.
 */
final class CheckedPrograms {

    /**
     * The largest number of remembered programs, enough for most runners; when the number is reached, all are
     * forgotten, and programs are checked again.
     */
    private static final int MOST = 1024;

    /**
     * The state of a program's file at the time of its check.
     *
     * @param image the file that {@code /proc/PID/exe} shows for a process that runs the program
     */
    private record Seen(long modified, long length, String image) {
    }

    private final Map<File, Seen> seen = new ConcurrentHashMap<>();

    /** The image file of the order's program; empty where the program must be checked. */
    Optional<String> unchanged(LaunchOrder order) {
        return file(order).flatMap(file -> Optional.ofNullable(seen.get(file))
                .filter(known -> file.lastModified() == known.modified() && file.length() == known.length())
                .map(Seen::image));
    }

    /**
     * Remembers a program that passed the checks.
     *
     * @param image the file that {@code /proc/PID/exe} shows; for a script, the interpreter's file
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
