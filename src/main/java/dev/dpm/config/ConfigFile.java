package dev.dpm.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The content of a configuration file: keys and texts, each with its line. The reader of the file has checked each key
 * and each value by itself. {@link dev.dpm.config.resolve.Resolver} checks whether the values can be combined, and
 * whether the files named in them exist.
 *
 * @param path the absolute path of the configuration file; relative paths in the file are relative to its folder
 * @param runner the entries at the top level of the file, which are options of the runner
 * @param defaults the entries under {@code defaults}, which are options for every target of the file
 * @param targets the entries under {@code targets}, in the order written
 * @param receivers the entries under {@code notify}, in the order written
 * @param included the files under {@code include}, which contain only targets and defaults for these targets
 */
public record ConfigFile(Path path, List<Entry> runner, List<Entry> defaults, List<Target> targets,
        List<Notified> receivers, List<ConfigFile> included) {

    public ConfigFile {
        included = List.copyOf(included);
    }

    /** Makes the contents of a configuration file that includes no other file. */
    public ConfigFile(Path path, List<Entry> runner, List<Entry> defaults, List<Target> targets,
            List<Notified> receivers) {
        this(path, runner, defaults, targets, receivers, List.of());
    }

    /** Makes the contents of a configuration file that declares no receivers of notices and includes no other file. */
    public ConfigFile(Path path, List<Entry> runner, List<Entry> defaults, List<Target> targets) {
        this(path, runner, defaults, targets, List.of());
    }

    /**
     * One key of a configuration file with its value as text.
     *
     * @param key the key as written, with underscores or hyphens
     * @param text the value as on a command line; {@link Settings#SEPARATOR} joins the values of a repeatable option
     * @param place the file and the line, such as {@code dpm.yaml line 4}
     */
    public record Entry(String key, String text, String place) {
    }

    /**
     * One receiver of notices as the configuration file declares it. The reader of the file has checked the receiver's
     * name, and not its entries.
     */
    public record Notified(String name, String place, List<Entry> entries) {
    }

    /**
     * One target that the file declares.
     *
     * @param command program and arguments of the key {@code command}; empty if the key is absent
     * @param arguments the script's arguments of the key {@code args}; empty if the key is absent
     */
    public record Target(String name, String place, List<String> command, List<String> arguments,
            List<Entry> entries) {
    }

    /** The folder that contains the configuration file; relative paths in the file are relative to this folder. */
    public Path folder() {
        return Optional.ofNullable(path.getParent()).orElse(path);
    }

    /** The number of targets that the configuration file and its included files declare. */
    public int count() {
        return targets.size() + included.stream().mapToInt(ConfigFile::count).sum();
    }
}
