package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Removes bytes from the beginning (head) of a file while another process appends to the file. Only some file systems
 * support this.
 */
public interface HeadRemoval {

    /**
     * Tests with a small file whether the file system of a folder supports the removal of heads.
     *
     * @return the unit in bytes of such a removal; empty where the file system does not support it
     * @throws IOException where the test is impossible now, for example on a full disk
     */
    OptionalLong unit(Path folder) throws IOException;

    /**
     * Removes the first bytes (head) of a file in one step. Bytes that a process appends at the same time are neither
     * lost nor doubled.
     *
     * @param bytes a multiple of the file system's block size, less than the file's size
     */
    void remove(Path file, long bytes) throws IOException;
}
