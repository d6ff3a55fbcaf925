package dev.dpm.daemon;

import java.nio.file.Path;
import java.util.Properties;

import dev.dpm.process.StateKeys;

/** Checks the schema number of a file. A file with a newer schema is not damaged: it is refused and stays unchanged. */
final class Schema {

    private Schema() {
    }

    static void check(Path file, Properties properties, int known) throws HomeFault {
        String text = properties.getProperty(StateKeys.SCHEMA, "0").strip();
        if (StateKeys.isNewer(text, known)) {
            throw new HomeFault(file + " was written by a newer dpm-runner (schema " + text + ", known here: " + known
                    + "): use that version, or another DPM_HOME");
        }
    }
}
