package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Removes bytes from the front of a file while another process appends to it; possible on some file systems only. */
public interface HeadRemoval {

    /**
     * Finds out whether the file system of a folder supports this, by doing it to a small file there.
     *
     * @return the unit in bytes that is removed at a time; empty where the file system cannot
     * @throws IOException where that cannot be found out now, such as on a full disk
     */
    OptionalLong unit(Path folder) throws IOException;

    /**
     * Removes the head in one step: bytes appended at the same time are neither lost nor doubled.
     *
     * @param bytes a multiple of the unit, less than the file's size
     */
    void remove(Path file, long bytes) throws IOException;
}
