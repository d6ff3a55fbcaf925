package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Removes the beginning (the head) of a file while another process appends to the file. */
public interface HeadRemoval {

    /**
     * The number of bytes of which multiples can be removed from the beginning of files in a folder; empty if its file
     * system cannot do that.
     *
     * @throws IOException this could not be tested, for example since the disk is full
     */
    OptionalLong unit(Path folder) throws IOException;

    /**
     * Removes the head of a file in one step. No byte that is appended meanwhile is lost.
     *
     * @param bytes the length of the head, a multiple of {@link #unit}
     */
    void remove(Path file, long bytes) throws IOException;
}
