package dev.dpm.config;

import java.util.Locale;

import dev.dpm.config.Output.OutputMode;
import dev.dpm.config.value.BadValue;
import dev.dpm.config.value.Stderr;

/**
 * Where the stdout of a target goes.
 *
 * @param path the absolute path of the file, for {@link OutputMode#PATH}; otherwise an empty text
 */
public record Stdout(OutputMode mode, String path) {

    static final String ALLOWED = "file, inherit, both, null, journald, syslog, or the absolute path of a file";

    public static Stdout of(OutputMode mode) {
        return new Stdout(mode, "");
    }

    static Stdout parse(String text) throws BadValue {
        String word = text.strip();
        if (Stderr.isPath(word)) {
            return new Stdout(OutputMode.PATH, word);
        }
        for (OutputMode mode : OutputMode.values()) {
            if (mode != OutputMode.PATH && mode.name().toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT))) {
                return of(mode);
            }
        }
        throw new BadValue(ALLOWED);
    }
}
