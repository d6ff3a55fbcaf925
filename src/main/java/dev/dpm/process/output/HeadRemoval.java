package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Removes bytes from the front of a file while somebody appends to it: on some file systems only. */
public interface HeadRemoval {

    /**
     * Finds out what the file system of a folder can do, by doing it to a small file there.
     *
     * @return the unit in bytes that is removed at a time; empty where the file system cannot
     * @throws IOException where that cannot be found out now, such as on a full disk
     */
    OptionalLong unit(Path folder) throws IOException;

    /**
     * Removes the head in one step: what is appended at the same time is neither lost nor doubled.
     *
     * @param bytes a multiple of the unit, less than the file's size
     */
    void remove(Path file, long bytes) throws IOException;
}
