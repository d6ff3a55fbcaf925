package dev.dpm.evidence;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads {@code /proc}, {@code /sys} and disks. Each call may hang for any time. */
interface Reader {

    String text(String path) throws IOException;

    List<String> names(String folder) throws IOException;

    String link(String path) throws IOException;

    /** The file at a path, after symbolic links; empty: there is none. */
    Optional<FileFacts> facts(String path) throws IOException;

    /** Whether a path is a readable folder. */
    boolean isFolder(String path) throws IOException;

    /** The space of the file system that contains a path. */
    Room room(String path) throws IOException;

    /** A file's size in bytes, modification time, and identity (inode and device). */
    record FileFacts(long bytes, long modifiedMillis, long inode, long device, boolean isRegular) {
    }

    /** The space of a file system, in bytes. */
    record Room(long free, long total) {
    }
}
