package dev.dpm.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.value.BadValue;
import dev.dpm.process.TargetName;

/**
 * Creates targets for tests. Options are written as in a command line: {@code target("web", "max_restarts=3", "stop_grace=1")}.
 */
public final class TargetSpecs {

    /** The configuration file that declares the targets of {@link #written}. */
    public static final Set<Path> FILES = Set.of(Path.of("/etc/dpm.yaml"));

    private TargetSpecs() {
    }

    public static TargetSpec target(String name, String... options) {
        return target(name, Optional.empty(), options);
    }

    /** A target that a configuration file declares. */
    public static TargetSpec written(String name, String... options) {
        return written(name, FILES.iterator().next(), options);
    }

    /** A target that this configuration file declares. */
    public static TargetSpec written(String name, Path file, String... options) {
        return target(name, Optional.of(file), options);
    }

    private static TargetSpec target(String name, Optional<Path> source, String... options) {
        Settings settings = settings(options);
        List<String> command = settings.get(Options.ATTACH) ? List.of() : List.of("/bin/" + name);
        return new TargetSpec(new TargetName(name), command, Path.of("/"), Map.of(), "0022", settings, source);
    }

    private static Settings settings(String... options) {
        Settings settings = Settings.none();
        for (String option : options) {
            String key = option.substring(0, option.indexOf('='));
            String text = option.substring(option.indexOf('=') + 1);
            try {
                settings = settings.with(Options.byName(key).orElseThrow(), text,
                        new Settings.Origin(Settings.Source.FLAG, "--" + key));
            } catch (BadValue e) {
                throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
            }
        }
        return settings;
    }
}
