package dev.dpm.history;

import java.nio.file.Path;

/** A later version wrote a file of this home folder. Nothing was changed, and the runner must not start. */
public final class NewerSchema extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param schema the number in the file
     */
    public NewerSchema(Path file, String schema) {
        super(file + " was written by a newer dpm-runner (schema " + schema + "); nothing was touched");
    }
}
