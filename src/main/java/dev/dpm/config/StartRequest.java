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
 * A request of {@code start} or {@code run} that is not resolved yet: the words, with the folder and environment of the
 * caller. The client sends the request to the runner as a form (application/x-www-form-urlencoded), never on a command
 * line.
 *
 * @param foreground true for {@code run}, whose defaults differ
 * @param name the NAME before the options
 * @param flags option name (with underscores) to text; the values of a repeatable option are joined by
 * {@link Settings#SEPARATOR}
 * @param command the words after {@code --}
 * @param cwd the caller's folder, absolute
 * @param umask the caller's umask, octal text
 * @param environment the caller's environment
 * @param earlierFile the configuration file of the last runner, absolute. Where the request names no file, the runner
 * takes its own options from this file, but no targets
 */
public record StartRequest(boolean foreground, Optional<String> name, Map<String, String> flags, List<String> command,
        Path cwd, String umask, Map<String, String> environment, Optional<Path> earlierFile) {

    /** The variable with the console's token, a secret of the runner that targets must not get. */
    public static final String TOKEN_VARIABLE = "DPM_TOKEN";
    /**
     * The largest number of words, options and variables of one request. A variable takes a few hundred bytes while the
     * request is read.
     */
    private static final int MOST_PAIRS = 20_000;
    /** The largest number of bytes of a request, which the API and the command socket take. */
    private static final int MOST_BYTES = 1 << 20;
    /** A number of pairs that is larger than the number of keys that occur once. */
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
     * A copy for a runner that follows an earlier runner with this configuration file; empty: a copy for a runner that
     * exists.
     */
    public StartRequest after(Optional<Path> file) {
        return new StartRequest(foreground, name, flags, command, cwd, umask, environment, file);
    }

    /** A copy with further flags, for options that the request does not set itself. */
    public StartRequest withFlagsUnder(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(others);
        all.putAll(flags);
        return new StartRequest(foreground, name, all, command, cwd, umask, environment, earlierFile);
    }

    /** A request of the same caller that only asks for the targets of a file. */
    public StartRequest forFile(Path file) {
        return new StartRequest(foreground, Optional.empty(), Map.of(Options.CONFIG.name(), NativePaths.text(file)),
                List.of(),
                cwd, umask, environment);
    }

    /** A copy without the console's token, to be stored for later runners; targets do not get the token either. */
    public StartRequest withoutToken() {
        Map<String, String> others = new LinkedHashMap<>(environment);
        others.remove(TOKEN_VARIABLE);
        return new StartRequest(foreground, name, flags, command, cwd, umask, others, earlierFile);
    }

    /**
     * Whether the request consists of the command alone. Then the earlier runner's targets are resumed, or the default
     * script is started.
     */
    public boolean isBare() {
        boolean isFileNamed = !environment.getOrDefault(Options.CONFIG.environmentName(), "").isBlank();
        return !isFileNamed && name.isEmpty() && command.isEmpty()
                && flags.keySet().stream().noneMatch(StartRequest::isTargets);
    }

    /** Whether only a NAME is given: a known target is started again. */
    public boolean isNameAlone() {
        return name.isPresent() && command.isEmpty() && flags.keySet().stream().noneMatch(StartRequest::isTargets);
    }

    /**
     * Whether the flags select a process to attach to, which is then the only target. A configuration file then gives
     * options for this target, and no targets of its own.
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

    /** The request as a form, which {@link #decode} reads. */
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

    /** Why no daemon takes this request, as a sentence; empty: the request is small enough. */
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

    /** Percent-encodes a text byte by byte; Latin-1 turns each byte into one character. */
    private static String escaped(String text) {
        return URLEncoder.encode(new String(NativeText.encode(text), StandardCharsets.ISO_8859_1),
                StandardCharsets.ISO_8859_1);
    }

    private static String unescaped(String text) {
        return NativeText.decode(
                URLDecoder.decode(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads a form.
     *
     * @param form the form, each byte as one character (Latin-1), since bytes that are not percent-encoded are accepted
     * too
     * @throws IllegalArgumentException where the text is no form that {@link #encode} makes
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
