package dev.dpm.config.yaml;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFile;

/**
 * What a configuration file says, and everything that is wrong with it, in the order of its lines.
 *
 * @param file its sound parts, also where other parts have faults; empty where it cannot be read as YAML at all
 * @param faults empty where all is well
 * @param warnings what is worth saying and hinders nothing, a sentence each
 */
public record Reading(Optional<ConfigFile> file, List<ConfigFault> faults, List<String> warnings) {

    public Reading {
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
    }

    /** A reading without warnings. */
    public Reading(Optional<ConfigFile> file, List<ConfigFault> faults) {
        this(file, faults, List.of());
    }

    /** The parts of a file that could be read, perhaps none. */
    ConfigFile soundParts(Path path) {
        return file.orElseGet(() -> new ConfigFile(path, List.of(), List.of(), List.of()));
    }
}
