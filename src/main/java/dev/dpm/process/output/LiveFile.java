package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Path;

/** Finds the file that a target writes to at the moment, also where somebody moved or removed it since the launch. */
public final class LiveFile {

    private LiveFile() {
    }

    /**
     * Where it can be opened.
     *
     * @param named what the target's output was opened as: {@code NAME.log}
     */
    public static Path of(Path named) throws IOException {
        return OutputFiles.of(named).live();
    }

    /** Tells two files apart, whatever their names are; empty where there is none. */
    public static String identity(Path named) throws IOException {
        return Descriptor.identity(of(named));
    }
}
