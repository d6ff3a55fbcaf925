package dev.dpm.evidence;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Port: reads files of {@code /proc}, {@code /sys} and disks. Each call may hang for any length of time. */
interface Reader {

    /** The text of a small file. */
    String text(String path) throws IOException;

    /** The names in a folder. */
    List<String> names(String folder) throws IOException;

    /** The path that a symbolic link leads to. */
    String link(String path) throws IOException;

    /** The facts about the file at a path, links followed; empty: there is no file. */
    Optional<FileFacts> facts(String path) throws IOException;

    /** Whether a path leads to a folder; false also where it cannot be read. */
    boolean isFolder(String path) throws IOException;

    /** The space on the file system of a path. */
    Room room(String path) throws IOException;

    /** A file's size, modification time and identity. */
    record FileFacts(long bytes, long modifiedMillis, long inode, long device, boolean isRegular) {
    }

    /** The space of a file system in bytes. */
    record Room(long free, long total) {
    }
}
