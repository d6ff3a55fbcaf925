package dev.dpm.history;

import java.nio.file.Path;

/**
 * A file of this home was written by a later version of dpm-runner, whose files we cannot read. That is not damage:
 * nothing was touched, and the runner must not start on this home.
 */
public final class NewerSchema extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param schema what the file says, digits */
    public NewerSchema(Path file, String schema) {
        super(file + " was written by a newer dpm-runner (schema " + schema + "); nothing was touched");
    }
}
