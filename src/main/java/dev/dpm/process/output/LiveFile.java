package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Path;

/** Finds the file that a target writes its output to, even if the file was moved. */
public final class LiveFile {

    private LiveFile() {
    }

    public static Path of(Path named) throws IOException {
        return OutputFiles.of(named).live();
    }

    /** Device and inode of the file that the target writes to; empty text if there is no such file. */
    public static String identity(Path named) throws IOException {
        return Descriptor.identity(of(named));
    }
}
