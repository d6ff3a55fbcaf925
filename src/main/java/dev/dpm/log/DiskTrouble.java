package dev.dpm.log;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import dev.dpm.process.FolderObstacle;

/** Converts an I/O error of the disk to words; Java's own messages often consist of the path alone. */
public final class DiskTrouble {

    private DiskTrouble() {
    }

    /**
     * The reason of an I/O error as a phrase such as {@code no space left on device} or {@code permission denied},
     * without the path. Where a file has the name of a folder, the phrase names that file and says what to do.
     */
    public static String words(IOException trouble) {
        if (trouble instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (trouble instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (trouble instanceof FileAlreadyExistsException taken) {
            return Optional.ofNullable(taken.getFile()).map(Path::of).flatMap(FolderObstacle::at)
                    .orElse("something else is in its place");
        }
        if (trouble instanceof FileSystemException known && known.getReason() != null) {
            return lowerFirst(known.getReason());
        }
        return trouble.getMessage() == null ? trouble.getClass().getSimpleName() : lowerFirst(trouble.getMessage());
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
