package dev.dpm.process.local;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.dpm.process.ExactCommand;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.NativePaths;

/**
 * Programs that were looked over before a launch and have not changed: of those, whatever is wrong by now the kernel says
 * itself when it is to start them. May be asked from several threads.
 */
final class CheckedPrograms {

    /** Enough for most runners; after that, some are looked over again. */
    private static final int MOST = 1024;

    /** @param image the file that a process which runs the program shows as its own */
    private record Seen(long modified, long length, String image) {
    }

    private final Map<File, Seen> seen = new ConcurrentHashMap<>();

    /** The file that runs as the program, where that need not be looked over again. */
    Optional<String> unchanged(LaunchOrder order) {
        return file(order).flatMap(file -> Optional.ofNullable(seen.get(file))
                .filter(known -> file.lastModified() == known.modified() && file.length() == known.length())
                .map(Seen::image));
    }

    /** @param image the file that a process which runs the program shows as its own: no script's is */
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
