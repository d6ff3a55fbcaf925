package dev.dpm.daemon;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import dev.dpm.process.FolderObstacle;
import dev.dpm.process.NativePaths;

/** Says in a phrase why the access to a file failed. Java's own messages often contain only the path. */
final class Reason {

    private Reason() {
    }

    static HomeFault unreadable(RuntimeDirectory home, Path folder, IOException e) {
        return FolderObstacle.at(folder).map(words -> new HomeFault(words, e))
                .orElseGet(() -> unreadable(home, "the folder " + NativePaths.shown(folder), e));
    }

    /**
     * The exception for an unreadable file or folder.
     *
     * @param what the file or folder, in words that begin the sentence
     */
    static HomeFault unreadable(RuntimeDirectory home, String what, IOException e) {
        return home.obstacle().map(file -> new HomeFault(notAFolder(home, file), e)).orElseGet(() -> new HomeFault(
                what + " cannot be read (" + of(e)
                        + "): use the account that started the runner, or another DPM_HOME",
                e));
    }

    /** The sentence for a home folder whose path, or a part of it, is a file. */
    static String notAFolder(RuntimeDirectory home, Path file) {
        return "the home folder " + home + " cannot be used: " + NativePaths.shown(file)
                + " is no folder; set DPM_HOME to a folder you may write";
    }

    static String of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
