package dev.dpm.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.value.BadValue;
import dev.dpm.process.NativePaths;
import dev.dpm.process.NativeText;

/**
 * A {@code start} or {@code run} as typed, with the folder and environment of the caller.
 *
 * @param foreground true: the command is {@code run}
 * @param name the target's name; empty: none was given
 * @param flags the texts of the options by name; {@link Settings#SEPARATOR} joins several
 * @param command the words after {@code --}
 * @param cwd the caller's current folder, absolute
 * @param umask the caller's umask in octal digits
 * @param environment the caller's environment variables
 * @param earlierFile the configuration file of the previous runner, absolute; only the runner's own options are read
 *     from it
 */
public record StartRequest(boolean foreground, Optional<String> name, Map<String, String> flags, List<String> command,
        Path cwd, String umask, Map<String, String> environment, Optional<Path> earlierFile) {

    /** The variable with the token that gives access to the console. Targets do not get it. */
    public static final String TOKEN_VARIABLE = "DPM_TOKEN";
    /**
     * The largest number of words, options and variables of a request together. Each takes a few hundred bytes of memory.
     */
    private static final int MOST_PAIRS = 20_000;
    private static final int MOST_BYTES = 1 << 20;
    /** The number of pairs of an encoded request that are needed for parts that occur once, such as the folder. */
    private static final int SINGLE_PAIRS = 10;

    public StartRequest {
        flags = Map.copyOf(flags);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public StartRequest(boolean foreground, Optional<String> name, Map<String, String> flags, List<String> command,
            Path cwd, String umask, Map<String, String> environment) {
        this(foreground, name, flags, command, cwd, umask, environment, Optional.empty());
    }

    /**
     * A copy of this request that also names the configuration file of the previous runner.
     *
     * @param file empty: a runner runs already
     */
    public StartRequest after(Optional<Path> file) {
        return new StartRequest(foreground, name, flags, command, cwd, umask, environment, file);
    }

    /** A copy with further flags, by name. A flag that this request has already keeps its text. */
    public StartRequest withFlagsUnder(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(others);
        all.putAll(flags);
        return new StartRequest(foreground, name, all, command, cwd, umask, environment, earlierFile);
    }

    /**
     * Makes a request that names only this configuration file, with the folder, umask and environment of this request's
     * caller.
     */
    public StartRequest forFile(Path file) {
        return new StartRequest(foreground, Optional.empty(), Map.of(Options.CONFIG.name(), NativePaths.text(file)),
                List.of(),
                cwd, umask, environment);
    }

    /** A copy without the console's token. This copy may be stored and passed to targets. */
    public StartRequest withoutToken() {
        Map<String, String> others = new LinkedHashMap<>(environment);
        others.remove(TOKEN_VARIABLE);
        return new StartRequest(foreground, name, flags, command, cwd, umask, others, earlierFile);
    }

    /**
     * Whether the request has no word, flag or configuration file. Such a request restarts the previous targets, or starts
     * the default script.
     */
    public boolean isBare() {
        boolean isFileNamed = !environment.getOrDefault(Options.CONFIG.environmentName(), "").isBlank();
        return !isFileNamed && name.isEmpty() && command.isEmpty()
                && flags.keySet().stream().noneMatch(StartRequest::isTargets);
    }

    /** Whether the request has only the name of a target. */
    public boolean isNameAlone() {
        return name.isPresent() && command.isEmpty() && flags.keySet().stream().noneMatch(StartRequest::isTargets);
    }

    /**
     * Whether the flags of the request select a process of another program. That process is then the only target, and a
     * configuration file gives only options for it.
     */
    public boolean attaches() {
        String text = flags.getOrDefault(Options.ATTACH.name(), Boolean.FALSE.toString());
        try {
            return Options.ATTACH.parse(text);
        } catch (BadValue e) {
            return false;
        }
    }

    private static boolean isTargets(String option) {
        return option.equals(Options.CONFIG.name())
                || Options.byName(option).filter(known -> known.scope() == Option.Scope.TARGET).isPresent();
    }

    /** Encodes the request as a text for {@link #decode}. */
    public String encode() {
        StringBuilder form = new StringBuilder();
        add(form, "foreground", Boolean.toString(foreground));
        name.ifPresent(value -> add(form, "name", value));
        flags.forEach((option, text) -> add(form, "flag." + option, text));
        command.forEach(word -> add(form, "word", word));
        add(form, "cwd", NativePaths.text(cwd));
        add(form, "umask", umask);
        earlierFile.ifPresent(file -> add(form, "earlier_file", NativePaths.text(file)));
        environment.forEach((variable, value) -> add(form, "env." + variable, value));
        return form.toString();
    }

    /** Why the request is too large for the daemon; empty: it is not. */
    public Optional<String> excess() {
        int pairs = flags.size() + command.size() + environment.size();
        if (pairs > MOST_PAIRS - SINGLE_PAIRS) {
            return Optional.of("the command's words, the options and the variables of the environment are " + pairs
                    + "; allowed: at most " + (MOST_PAIRS - SINGLE_PAIRS)
                    + " together (`env -i` begins without variables)");
        }
        int bytes = encode().length();
        return bytes > MOST_BYTES
                ? Optional.of("the command, the options and the variables of the environment take " + bytes
                        + " bytes on their way to the daemon; allowed: at most " + MOST_BYTES)
                : Optional.empty();
    }

    private static void add(StringBuilder form, String key, String value) {
        form.append(form.isEmpty() ? "" : "&").append(escaped(key)).append('=').append(escaped(value));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(new String(NativeText.encode(text), StandardCharsets.ISO_8859_1),
                StandardCharsets.ISO_8859_1);
    }

    private static String unescaped(String text) {
        return NativeText.decode(
                URLDecoder.decode(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Decodes the form of {@link #encode}.
     *
     * @param form the text of {@link #encode}, in which each byte is one character (Latin-1)
     * @throws IllegalArgumentException the text is no such form
     */
    public static StartRequest decode(String form) {
        Map<String, String> single = new LinkedHashMap<>();
        Map<String, String> flags = new LinkedHashMap<>();
        Map<String, String> environment = new LinkedHashMap<>();
        List<String> command = new ArrayList<>();
        if (form.chars().filter(sign -> sign == '&').count() >= MOST_PAIRS) {
            throw new IllegalArgumentException("a start request has at most " + MOST_PAIRS
                    + " words, options and variables");
        }
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("a start request is made of key=value pairs");
            }
            String key = unescaped(pair.substring(0, equals));
            String value = unescaped(pair.substring(equals + 1));
            if (key.startsWith("flag.")) {
                putOnce(flags, key, "flag.", value);
            } else if (key.startsWith("env.")) {
                putOnce(environment, key, "env.", value);
            } else if (key.equals("word")) {
                command.add(value);
            } else {
                putOnce(single, key, "", value);
            }
        }
        Path cwd = NativePaths.of(single.getOrDefault("cwd", ""));
        if (!cwd.isAbsolute()) {
            throw new IllegalArgumentException("a start request names the caller's folder in cwd, absolute");
        }
        return new StartRequest(Boolean.parseBoolean(single.get("foreground")),
                Optional.ofNullable(single.get("name")), flags, command, cwd, single.getOrDefault("umask", "0022"),
                environment, Optional.ofNullable(single.get("earlier_file")).map(NativePaths::of));
    }

    private static void putOnce(Map<String, String> values, String key, String prefix, String value) {
        if (values.putIfAbsent(key.substring(prefix.length()), value) != null) {
            throw new IllegalArgumentException("it says " + ConfigFault.quoted(key) + " twice");
        }
    }
}
