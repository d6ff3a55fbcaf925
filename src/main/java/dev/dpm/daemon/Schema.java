package dev.dpm.daemon;

import java.nio.file.Path;
import java.util.Properties;

/** Every file that outlives a process has a schema number. A newer one is not damage: it is refused and not touched. */
final class Schema {

    private Schema() {
    }

    static void check(Path file, Properties properties, int known) throws HomeFault {
        String text = properties.getProperty("schema", "0").strip();
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) > known) {
            throw new HomeFault(file + " was written by a newer dpm-runner (schema " + text + ", known here: " + known
                    + "): use that version, or another DPM_HOME");
        }
    }
}
