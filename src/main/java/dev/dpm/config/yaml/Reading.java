package dev.dpm.config.yaml;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFile;
import dev.dpm.config.StartRequest;

/**
 * The result of reading a configuration file.
 *
 * @param file the valid parts of the file; empty: it is not YAML
 * @param written the faults of the entries that the file contains
 * @param warnings probable mistakes
 * @param lacking the fault that the file names no targets
 */
public record Reading(Optional<ConfigFile> file, List<ConfigFault> written, List<String> warnings,
        List<ConfigFault> lacking) {

    public Reading {
        written = List.copyOf(written);
        warnings = List.copyOf(warnings);
        lacking = List.copyOf(lacking);
    }

    /** All faults of the file, for a request that needs targets. */
    public List<ConfigFault> faults() {
        return Stream.concat(written.stream(), lacking.stream()).toList();
    }

    /** The faults of the file for this request, which may name a process to attach to instead of targets. */
    List<ConfigFault> faults(StartRequest request) {
        return request.attaches() ? written : faults();
    }

    public Reading(Optional<ConfigFile> file, List<ConfigFault> faults) {
        this(file, faults, List.of(), List.of());
    }

    ConfigFile soundParts(Path path) {
        return file.orElseGet(() -> new ConfigFile(path, List.of(), List.of(), List.of()));
    }
}
