package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Removes the head of a file while another process appends to it. */
public interface HeadRemoval {

    /**
     * The unit of removal on a folder's file system, in bytes; empty: impossible.
     *
     * @throws IOException the test is impossible now, for example on a full disk
     */
    OptionalLong unit(Path folder) throws IOException;

    /**
     * Removes the head in one step. No appended byte is lost.
     *
     * @param bytes a multiple of the block size
     */
    void remove(Path file, long bytes) throws IOException;
}
