package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Path;

/** Finds the file that a target writes to now, even if the file was moved or removed after the launch. */
public final class LiveFile {

    private LiveFile() {
    }

    /**
     * The path that opens the file to which the target writes now.
     *
     * @param named the path under which the target's output was opened: {@code NAME.log}
     */
    public static Path of(Path named) throws IOException {
        return OutputFiles.of(named).live();
    }

    /**
     * The device and inode of the file to which the target writes now, which identify it under any name; empty text:
     * there is no file.
     */
    public static String identity(Path named) throws IOException {
        return Descriptor.identity(of(named));
    }
}
