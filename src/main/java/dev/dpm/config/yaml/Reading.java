package dev.dpm.config.yaml;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFile;

/**
 * The result of reading a configuration file: its valid parts and its faults, in the order of the lines.
 *
 * @param file the valid parts, even where other parts have faults; empty where the file is not YAML at all
 * @param faults empty for a file without faults
 * @param warnings a sentence for each oddity that is no fault
 */
public record Reading(Optional<ConfigFile> file, List<ConfigFault> faults, List<String> warnings) {

    public Reading {
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
    }

    /** A result without warnings. */
    public Reading(Optional<ConfigFile> file, List<ConfigFault> faults) {
        this(file, faults, List.of());
    }

    /** The valid parts of the file, perhaps none. */
    ConfigFile soundParts(Path path) {
        return file.orElseGet(() -> new ConfigFile(path, List.of(), List.of(), List.of()));
    }
}
