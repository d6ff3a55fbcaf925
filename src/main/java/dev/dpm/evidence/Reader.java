package dev.dpm.evidence;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads files of {@code /proc}, {@code /sys} and disks. Each call may hang for any length of time. Tests replace {@link
 * LocalReader} by another implementation.
 */
interface Reader {

    /** Reads the text of a small file. */
    String text(String path) throws IOException;

    /** Reads the names of the entries in a folder. */
    List<String> names(String folder) throws IOException;

    /** Reads the target of a symbolic link. */
    String link(String path) throws IOException;

    /**
     * Reads the size, time and identity of the file at a path; symbolic links are followed. Empty if there is no file.
     */
    Optional<FileFacts> facts(String path) throws IOException;

    /** Whether a path is a folder; false if the path is unreadable. */
    boolean isFolder(String path) throws IOException;

    /** Reads the free and total space of the file system that contains a path. */
    Room room(String path) throws IOException;

    /** A file's size in bytes, modification time, and identity (inode and device). */
    record FileFacts(long bytes, long modifiedMillis, long inode, long device, boolean isRegular) {
    }

    /** The free and total space of a file system, in bytes. */
    record Room(long free, long total) {
    }
}
