package dev.dpm.config.yaml;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFile;
import dev.dpm.config.StartRequest;

/**
 * The result of reading a configuration file: its valid parts and its faults, in the order of the lines.
 *
 * @param file the valid parts, even where other parts have faults; empty where the file is not YAML at all
 * @param written the faults of the parts that are there
 * @param warnings a sentence for each doubtful entry that is no fault
 * @param lacking the fault of a file that names no targets; empty: the file names targets, or needs none
 */
public record Reading(Optional<ConfigFile> file, List<ConfigFault> written, List<String> warnings,
        List<ConfigFault> lacking) {

    public Reading {
        written = List.copyOf(written);
        warnings = List.copyOf(warnings);
        lacking = List.copyOf(lacking);
    }

    /** Every fault of a file that has to name its targets; empty for a file without faults. */
    public List<ConfigFault> faults() {
        return Stream.concat(written.stream(), lacking.stream()).toList();
    }

    /**
     * The faults of the file for this request. A request that itself names its only target may use a file without
     * targets.
     */
    List<ConfigFault> faults(StartRequest request) {
        return request.attaches() ? written : faults();
    }

    /** A result without warnings. */
    public Reading(Optional<ConfigFile> file, List<ConfigFault> faults) {
        this(file, faults, List.of(), List.of());
    }

    /** The valid parts of the file, perhaps none. */
    ConfigFile soundParts(Path path) {
        return file.orElseGet(() -> new ConfigFile(path, List.of(), List.of(), List.of()));
    }
}
