package dev.dpm.config.resolve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.process.BoundedFile;
import dev.dpm.process.NativePaths;
import dev.dpm.process.NativeText;

/**
 * Turns the files of {@code env_file} into variables like those of {@code env}. The files are read at a start and a reload, not
 * at a restart.
 */
final class EnvFiles {

    /** The largest size of an environment file, in bytes. */
    private static final int LARGEST = 1 << 20;

    private EnvFiles() {
    }

    /**
     * Adds the variables in the files of {@code env_file} to the settings; those of {@code env} have precedence. Empty: a
     * file cannot be read, which is reported as a fault.
     */
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
        try {
            byte[] bytes = BoundedFile.whole(file, LARGEST)
                    .orElseThrow(() -> new EnvFile.Unusable("it is larger than 1 MiB"));
            return EnvFile.parse(NativeText.decode(bytes));
        } catch (IOException e) {
            throw new EnvFile.Unusable("it cannot be read");
        }
    }

    /**
     * Parses a file of variables as systemd (EnvironmentFile=), Docker (--env-file) and shells do: {@code K=V}, one per line,
     * without expansion. A line may begin with {@code export}; the last value of a name counts.
     */
    static final class EnvFile {

        /** An environment file that cannot be used. The message never quotes the content, which may be a secret. */
        static final class Unusable extends Exception {
            private static final long serialVersionUID = 1L;

            Unusable(String why) {
                super(why);
            }

            Unusable(int number, String why) {
                this("line " + number + " " + why + "; allowed: K=V, a comment that begins with #, nothing");
            }
        }

        private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)=(.*)",
                Pattern.DOTALL);
        private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*");
        private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*");
        private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\$`])");

        private EnvFile() {
        }

        static Map<String, String> parse(String text) throws Unusable {
            Map<String, String> variables = new LinkedHashMap<>();
            int number = 0;
            // editors of Windows begin a file with the byte order mark, U+FEFF
            String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
            for (String line : plain.split("\r?\n", -1)) {
                number++;
                if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                    put(line, number, variables);
                }
            }
            return variables;
        }

        private static void put(String line, int number, Map<String, String> variables) throws Unusable {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new Unusable(number, "is no K=V");
            }
            if (line.chars().anyMatch(c -> c < ' ' && c != '\t')) {
                throw new Unusable(number, "has a control character");
            }
            String value = value(matcher.group(2).strip())
                    .orElseThrow(() -> new Unusable(number, "has a quote without its other half, or text behind it"));
            variables.put(matcher.group(1), value);
        }

        private static Optional<String> value(String written) {
            if (written.startsWith("'")) {
                return group(SINGLE.matcher(written));
            }
            if (written.startsWith("\"")) {
                return group(DOUBLE.matcher(written)).map(text -> ESCAPED.matcher(text).replaceAll("$1"));
            }
            return Optional.of(written);
        }

        private static Optional<String> group(Matcher matcher) {
            return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
    }
}
