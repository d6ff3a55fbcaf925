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

/** Says in words why the disk failed. Messages of Java often contain only the path. */
public final class DiskTrouble {

    private DiskTrouble() {
    }

    /** The reason of a failure without the path: {@code no space left on device}, {@code permission denied}. */
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
