package dev.dpm.daemon;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.StartRequest;
import dev.dpm.process.KeyLines;

/**
 * The runner options of a daemon's command line, stored in {@code state/runner.properties}. After the daemon's death, the next
 * daemon uses the same options; a stop deletes the file.
 *
 * @param flags the texts of the options, by the name of the option
 */
public record FormerFlags(Map<String, String> flags) {

    private static final int SCHEMA = 1;
    private static final String FLAG = "flag.";

    public FormerFlags {
        flags = Map.copyOf(flags);
    }

    public static FormerFlags of(StartRequest request) {
        Map<String, String> own = new LinkedHashMap<>();
        request.flags().forEach((name, text) -> {
            if (isRunners(name)) {
                own.put(name, text);
            }
        });
        return new FormerFlags(own);
    }

    private static boolean isRunners(String name) {
        return !name.equals(Options.CONFIG.name())
                && Options.byName(name).filter(option -> option.scope() == Option.Scope.RUNNER).isPresent();
    }

    /** The options of a daemon that died. There are none if no file is stored, or if the file cannot be read. */
    public static FormerFlags read(RuntimeDirectory home) throws HomeFault {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(home.runnerFlags(), StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            return new FormerFlags(Map.of());
        }
        Schema.check(home.runnerFlags(), properties, SCHEMA);
        Map<String, String> flags = new LinkedHashMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(FLAG) && isRunners(key.substring(FLAG.length()))) {
                flags.put(key.substring(FLAG.length()), properties.getProperty(key));
            }
        }
        return new FormerFlags(flags);
    }

    /** Writes the options to the file, with mode 0600. */
    public void write(RuntimeDirectory home) throws IOException {
        if (flags.isEmpty()) {
            forget(home);
            return;
        }
        Map<String, String> keys = new TreeMap<>();
        keys.put("schema", Integer.toString(SCHEMA));
        flags.forEach((name, text) -> keys.put(FLAG + name, text));
        HomeFile.replace(home.runnerFlags(), KeyLines.of(keys));
    }

    public static void forget(RuntimeDirectory home) throws IOException {
        Files.deleteIfExists(home.runnerFlags());
    }

    /**
     * A copy of the request with these options. If the request itself contains one of them, the request's value has precedence.
     */
    public StartRequest under(StartRequest request) {
        return request.withFlagsUnder(flags);
    }
}
