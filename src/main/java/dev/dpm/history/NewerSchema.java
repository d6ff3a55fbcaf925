package dev.dpm.history;

import java.nio.file.Path;

/**
 * Thrown if a later version of dpm-runner wrote a file in this home folder, which this version cannot read. The file is
 * not damaged. Nothing was changed, and the runner must not start with this home folder.
 */
public final class NewerSchema extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception for a file, with a sentence for people.
     *
     * @param schema the schema number in the file
     */
    public NewerSchema(Path file, String schema) {
        super(file + " was written by a newer dpm-runner (schema " + schema + "); nothing was touched");
    }
}
