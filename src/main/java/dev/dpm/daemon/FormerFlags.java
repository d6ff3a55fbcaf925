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
 * The runner options that were given to a daemon by flags, stored in {@code state/runner.properties} while the daemon
 * runs. If the daemon dies, the next daemon uses the same options, for example the same ports. A stop deletes the file.
 *
 * @param flags option name to text
 */
public record FormerFlags(Map<String, String> flags) {

    private static final int SCHEMA = 1;
    private static final String FLAG = "flag.";

    public FormerFlags {
        flags = Map.copyOf(flags);
    }

    /** The command-line flags of a request that set options of the runner. */
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

    /**
     * The command-line flags that were given to a daemon that died; empty if the daemon was stopped, or if the file
     * with the flags cannot be read.
     */
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

    /** Stores the command-line flags in a file of mode 0600 in the home folder. */
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

    /** Deletes the file of the command-line flags, because the daemon ends in an orderly way. */
    public static void forget(RuntimeDirectory home) throws IOException {
        Files.deleteIfExists(home.runnerFlags());
    }

    /** A copy of a request to which these flags are added; the request's own flags have precedence. */
    public StartRequest under(StartRequest request) {
        return request.withFlagsUnder(flags);
    }
}
