package dev.dpm.evidence;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads {@code /proc}, {@code /sys} and file systems. Each call may hang for any time. */
interface Reader {

    String text(String path) throws IOException;

    List<String> names(String folder) throws IOException;

    String link(String path) throws IOException;

    /** The facts about the file at a path. Symbolic links are followed. Empty: there is no file. */
    Optional<FileFacts> facts(String path) throws IOException;

    /** Whether a path leads to a folder that can be read. */
    boolean isFolder(String path) throws IOException;

    /** The space of the file system that contains a path. */
    Room room(String path) throws IOException;

    /** A file's size in bytes, its modification time, and its identity (inode and device). */
    record FileFacts(long bytes, long modifiedMillis, long inode, long device, boolean isRegular) {
    }

    /** The free and the total space of a file system, in bytes. */
    record Room(long free, long total) {
    }
}
