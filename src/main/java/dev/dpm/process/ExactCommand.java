package dev.dpm.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Command lines for {@link ProcessBuilder} that reach exec(3) byte for byte. Java converts words, variables and folders
 * with the charset of its own locale, which has no bytes for some texts; where one of those occurs, {@code /bin/sh} is
 * given the command spelled in ASCII, and becomes it by exec, so that the pid stays.
 */
public final class ExactCommand {

    /** A word of a command line holds less than 128 KiB (execve(2), MAX_ARG_STRLEN). */
    private static final int CHUNK = 100_000;
    /** {@code %b} puts its arguments together, and bytes in place of {@code \0ooo} (printf(1)). */
    private static final String SCRIPT = "eval \"$(printf %b \"$@\")\"";

    private ExactCommand() {
    }

    /** Whether Java hands all of them on as they are. */
    public static boolean isJavas(Iterable<String> texts) {
        for (String text : texts) {
            if (!NativeText.isJavas(text)) {
                return false;
            }
        }
        return true;
    }

    /** Whether Java hands the path on as it is. */
    public static boolean isJavas(Path path) {
        return NativeText.isJavas(NativePaths.text(path));
    }

    /** The command itself where Java hands it on as it is. */
    public static List<String> of(List<String> command) {
        return isJavas(command) ? command : shell("exec " + quoted(command));
    }

    /**
     * The command with variables put into, or over, those that it inherits.
     *
     * @param variables names that a shell takes
     * @param appendTo where its stdout and stderr go
     */
    public static List<String> with(Map<String, String> variables, Path appendTo, List<String> command) {
        StringBuilder code = new StringBuilder();
        new TreeMap<>(variables).forEach((name, value) -> code.append("export ").append(name).append('=')
                .append(quoted(value)).append("; "));
        return shell(code + "exec " + quoted(command) + appending(appendTo));
    }

    /**
     * The command with exactly this environment.
     *
     * @param env env(1), absolute
     * @param folder that it is to run in
     * @param appendTo where its stdout and stderr go; empty: where the shell's go
     */
    public static List<String> within(Path env, Map<String, String> environment, Path folder, Optional<Path> appendTo,
            List<String> command) {
        List<String> words = new ArrayList<>(List.of(env.toString(), "-i", "--"));
        new TreeMap<>(environment).forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(command);
        return shell("cd " + quoted(NativePaths.text(folder)) + " && exec " + quoted(words)
                + appendTo.map(ExactCommand::appending).orElse(""));
    }

    private static String appending(Path file) {
        return " >>" + quoted(NativePaths.text(file)) + " 2>&1";
    }

    private static List<String> shell(String code) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "dpm-runner"));
        words.addAll(chunks(NativeText.encode(code)));
        return words;
    }

    private static List<String> chunks(byte[] code) {
        List<String> chunks = new ArrayList<>();
        StringBuilder chunk = new StringBuilder();
        for (byte b : code) {
            if (b >= ' ' && b <= '~' && b != '\\') {
                chunk.append((char) b);
            } else {
                chunk.append("\\0").append((char) ('0' + (b >> 6 & 3))).append((char) ('0' + (b >> 3 & 7)))
                        .append((char) ('0' + (b & 7)));
            }
            if (chunk.length() > CHUNK) {
                chunks.add(chunk.toString());
                chunk.setLength(0);
            }
        }
        chunks.add(chunk.toString());
        return chunks;
    }

    private static String quoted(List<String> words) {
        return String.join(" ", words.stream().map(ExactCommand::quoted).toList());
    }

    /** For a shell, which takes everything between single quotes as it is. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
