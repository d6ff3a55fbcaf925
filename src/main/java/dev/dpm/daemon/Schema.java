package dev.dpm.daemon;

import java.nio.file.Path;
import java.util.Properties;

import dev.dpm.process.StateKeys;

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
