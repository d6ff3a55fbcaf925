package dev.dpm.config.resolve;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.Settings.Origin;
import dev.dpm.config.value.BadValue;
import dev.dpm.process.NativePaths;

/**
 * An option as the user wrote it.
 *
 * @param base the absolute folder for relative paths
 */
record Written(Option<?> option, String text, Origin origin, Path base) {

    private static final Set<Option<?>> PATHS = Set.of(Options.SCRIPT_PATH, Options.CWD, Options.TOKEN_FILE,
            Options.TERMINATION_MESSAGE, Options.CONFIG, Options.PID_FILE, Options.TLS_FOLDER);

    /** Adds the option to settings. A text that is not allowed is reported as a fault, and changes nothing. */
    Settings addTo(Settings settings, Findings findings) {
        try {
            option.parse(text);
            return settings.with(option, absolute(), origin);
        } catch (BadValue e) {
            findings.fault(ConfigFault.badValue(origin, option, text, e));
        } catch (InvalidPathException e) {
            findings.fault(ConfigFault.of(origin, option, ConfigFault.quoted(text) + " is no path: " + e.getReason()));
        }
        return settings;
    }

    private String absolute() {
        if (option == Options.ENV_FILE) {
            return Stream.of(text.split(Settings.SEPARATOR, -1)).map(path -> NativePaths.text(absolute(base, path)))
                    .collect(Collectors.joining(Settings.SEPARATOR));
        }
        return isPath() ? NativePaths.text(absolute(base, text)) : text;
    }

    private boolean isPath() {
        return PATHS.contains(option) || option == Options.PROCESS_NAME && text.indexOf('/') >= 0;
    }

    /** Makes a path absolute. A path {@code a/../b} is not shortened, since {@code a} may be a symbolic link. */
    static Path absolute(Path base, String text) {
        Path path = NativePaths.resolve(base, text);
        for (Path step : path) {
            if (step.toString().equals("..")) {
                return path;
            }
        }
        return path.normalize();
    }
}
