package dev.dpm.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A configuration file as it is written: keys and texts with their places. Its reader has judged keys
 * and values each by itself; how they go together, and with files on the machine, is for the {@link Resolver}.
 *
 * @param path absolute; relative paths in the file are relative to its folder
 * @param runner entries at the top
 * @param defaults entries under {@code defaults}
 * @param targets under {@code targets}, in the order written
 * @param receivers under {@code notify}, in the order written
 * @param included the files under {@code include}, which have targets and defaults for them and nothing else
 */
public record ConfigFile(Path path, List<Entry> runner, List<Entry> defaults, List<Target> targets,
        List<Notified> receivers, List<ConfigFile> included) {

    public ConfigFile {
        included = List.copyOf(included);
    }

    /** A file that includes no other. */
    public ConfigFile(Path path, List<Entry> runner, List<Entry> defaults, List<Target> targets,
            List<Notified> receivers) {
        this(path, runner, defaults, targets, receivers, List.of());
    }

    /** A file that tells nobody of incidents. */
    public ConfigFile(Path path, List<Entry> runner, List<Entry> defaults, List<Target> targets) {
        this(path, runner, defaults, targets, List.of());
    }

    /**
     * One key with its text.
     *
     * @param key as written, either spelling
     * @param text as on a command line; repeatable values joined by {@link Settings#SEPARATOR}
     * @param place {@code dpm.yaml line 4}
     */
    public record Entry(String key, String text, String place) {
    }

    /** One receiver of notices; the reader of the file has judged its name and nothing else. */
    public record Notified(String name, String place, List<Entry> entries) {
    }

    /**
     * One target.
     *
     * @param command program and arguments where the key {@code command} is given, else empty
     * @param arguments of the script where the key {@code args} is given, else empty
     */
    public record Target(String name, String place, List<String> command, List<String> arguments,
            List<Entry> entries) {
    }

    /** What relative paths in the file are relative to. */
    public Path folder() {
        return Optional.ofNullable(path.getParent()).orElse(path);
    }

    /** How many targets it names, with the files that it includes. */
    public int count() {
        return targets.size() + included.stream().mapToInt(ConfigFile::count).sum();
    }
}
