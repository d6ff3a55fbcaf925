package dev.dpm.history;

import java.nio.file.Path;

/**
 * Thrown if a later version of the runner wrote a file of the home folder. Nothing was changed, and this runner must not start.
 */
public final class NewerSchema extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     * @param schema the schema number in the file
     */
    public NewerSchema(Path file, String schema) {
        super(file + " was written by a newer dpm-runner (schema " + schema + "); nothing was touched");
    }
}
