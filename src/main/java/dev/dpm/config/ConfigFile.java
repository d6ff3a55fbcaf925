package dev.dpm.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The content of a configuration file, whose keys and values were checked one by one. {@link
 * dev.dpm.config.resolve.Resolver} checks their combinations.
 *
 * @param path the absolute path of the file; relative paths in the file refer to its folder
 * @param runner the entries at the top level, which are options of the runner
 * @param defaults the entries under {@code defaults}
 * @param targets the entries under {@code targets}
 * @param receivers the entries under {@code notify}
 * @param included the files under {@code include}
 */
public record ConfigFile(Path path, List<Entry> runner, List<Entry> defaults, List<Target> targets,
        List<Notified> receivers, List<ConfigFile> included) {

    public ConfigFile {
        included = List.copyOf(included);
    }

    public ConfigFile(Path path, List<Entry> runner, List<Entry> defaults, List<Target> targets,
            List<Notified> receivers) {
        this(path, runner, defaults, targets, receivers, List.of());
    }

    public ConfigFile(Path path, List<Entry> runner, List<Entry> defaults, List<Target> targets) {
        this(path, runner, defaults, targets, List.of());
    }

    /**
     * One key of a configuration file with its value.
     *
     * @param key the key, with underscores or hyphens
     * @param text the value as on a command line; {@link Settings#SEPARATOR} joins several values
     * @param place where the key is written, such as {@code dpm.yaml line 4}
     */
    public record Entry(String key, String text, String place) {
    }

    /** A receiver of notices, under {@code notify}. Its name has been checked, but its entries have not. */
    public record Notified(String name, String place, List<Entry> entries) {
    }

    /**
     * A target of the file.
     *
     * @param command program and arguments; empty: the key is absent
     * @param arguments the script's arguments; empty: the key is absent
     */
    public record Target(String name, String place, List<String> command, List<String> arguments,
            List<Entry> entries) {
    }

    public Path folder() {
        return Optional.ofNullable(path.getParent()).orElse(path);
    }

    public int count() {
        return targets.size() + included.stream().mapToInt(ConfigFile::count).sum();
    }
}
