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
 * @param file the valid parts of the file, even if other parts have faults; empty if the file as a whole is not YAML
 * @param written the faults in the entries of the file
 * @param warnings a sentence for each entry that is allowed but probably a mistake
 * @param lacking the fault that the file names no targets; empty if it names targets, or need not
 */
public record Reading(Optional<ConfigFile> file, List<ConfigFault> written, List<String> warnings,
        List<ConfigFault> lacking) {

    public Reading {
        written = List.copyOf(written);
        warnings = List.copyOf(warnings);
        lacking = List.copyOf(lacking);
    }

    /** All faults of a configuration file, for a request that needs targets in the file. */
    public List<ConfigFault> faults() {
        return Stream.concat(written.stream(), lacking.stream()).toList();
    }

    /**
     * The faults of the file for this request. The file need not name targets if the request itself names a process to
     * attach to.
     */
    List<ConfigFault> faults(StartRequest request) {
        return request.attaches() ? written : faults();
    }

    /** Makes the result of reading a configuration file about which there are no warnings. */
    public Reading(Optional<ConfigFile> file, List<ConfigFault> faults) {
        this(file, faults, List.of(), List.of());
    }

    /** The valid parts of the configuration file; a file without entries if no part is valid. */
    ConfigFile soundParts(Path path) {
        return file.orElseGet(() -> new ConfigFile(path, List.of(), List.of(), List.of()));
    }
}
