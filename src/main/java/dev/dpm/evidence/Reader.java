package dev.dpm.evidence;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Port: files of {@code /proc}, of {@code /sys} and of disks. Any of it may hang for as long as it likes. */
interface Reader {

    /** A small file as text. */
    String text(String path) throws IOException;

    /** The names in a folder. */
    List<String> names(String folder) throws IOException;

    /** Where a symbolic link leads. */
    String link(String path) throws IOException;

    /** What stands at a path, links followed; empty: nothing. */
    Optional<FileFacts> facts(String path) throws IOException;

    /** Room on the file system of a path. */
    Room room(String path) throws IOException;

    /** A file by size, change and identity. */
    record FileFacts(long bytes, long modifiedMillis, long inode, long device, boolean isRegular) {
    }

    /** Bytes of a file system. */
    record Room(long free, long total) {
    }
}
