package dev.dpm.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.process.NativePaths;
import dev.dpm.process.NativeText;

/**
 * Turns the files that {@code env_file} names into what {@code env} would have said: kept, compared and hidden like
 * that. They are read when a target is started or reloaded, not at a restart.
 */
final class EnvFiles {

    /** Far more than execve(2) takes. */
    private static final int LARGEST = 1 << 20;

    private EnvFiles() {
    }

    /** The settings with the files' variables under those of {@code env}; empty, with a fault, where one cannot be read. */
    static Optional<Settings> intoVariables(Settings settings, Findings findings) {
        Optional<List<String>> files = settings.find(Options.ENV_FILE);
        if (files.isEmpty()) {
            return Optional.of(settings);
        }
        Settings.Origin origin = settings.given(Options.ENV_FILE).orElseThrow().origin();
        Map<String, String> variables = new LinkedHashMap<>();
        for (String file : files.get()) {
            try {
                variables.putAll(read(NativePaths.of(file)));
            } catch (EnvFile.Unusable e) {
                findings.fault(ConfigFault.of(origin, Options.ENV_FILE,
                        ConfigFault.quoted(file) + " is not allowed: " + e.getMessage()));
                return Optional.empty();
            }
        }
        settings.find(Options.ENV).ifPresent(variables::putAll);
        if (variables.isEmpty()) {
            return Optional.of(settings);
        }
        List<String> lines = variables.entrySet().stream().map(v -> v.getKey() + "=" + v.getValue()).toList();
        return Optional.of(settings.known(Options.ENV, String.join(Settings.SEPARATOR, lines),
                settings.given(Options.ENV).map(Settings.Setting::origin).orElse(origin)));
    }

    private static Map<String, String> read(Path file) throws EnvFile.Unusable {
        if (!Files.isRegularFile(file)) {
            throw new EnvFile.Unusable(Files.exists(file) ? "it is not a file" : "it does not exist");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new EnvFile.Unusable("it is larger than 1 MiB");
            }
            return EnvFile.parse(NativeText.decode(bytes));
        } catch (IOException e) {
            throw new EnvFile.Unusable("it cannot be read");
        }
    }
}
