package dev.dpm.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes command lines for {@link ProcessBuilder} whose texts reach exec(3) byte for byte. Java converts arguments,
 * variables and folders with the charset of its locale, which cannot express some texts. Such a command is written in
 * ASCII as code for {@code /bin/sh}. The shell replaces itself by the command with exec, so the pid stays the same.
 */
public final class ExactCommand {

    /**
     * The largest number of characters in one argument that the command line passes to the shell; the kernel accepts
     * at most 128 KiB (execve(2), MAX_ARG_STRLEN).
     */
    private static final int CHUNK = 100_000;
    /**
     * The shell code that runs the exact command: {@code %b} joins the arguments and turns each {@code \0ooo} into a
     * byte (printf(1)).
     */
    private static final String SCRIPT = "eval \"$(printf %b \"$@\")\"";

    private ExactCommand() {
    }

    /** Whether Java passes all of these arguments to the kernel unchanged. */
    public static boolean isJavas(Iterable<String> texts) {
        for (String text : texts) {
            if (!NativeText.isJavas(text)) {
                return false;
            }
        }
        return true;
    }

    /** Whether Java passes the path of a file to the kernel unchanged. */
    public static boolean isJavas(Path path) {
        return NativeText.isJavas(NativePaths.text(path));
    }

    /**
     * The command line that runs a command exactly as given: the command itself where Java passes it on unchanged,
     * otherwise a command line for {@code /bin/sh}.
     */
    public static List<String> of(List<String> command) {
        return isJavas(command) ? command : shell("exec " + quoted(command));
    }

    /**
     * The command line that runs a command with the inherited variables and the given variables, which override
     * inherited variables of the same name.
     *
     * @param variables the variables, whose names must be valid in a shell
     * @param appendTo the file to which stdout and stderr are appended; descriptor 3 of the command is the stdout of the
     *     command line
     */
    public static List<String> with(Map<String, String> variables, Path appendTo, List<String> command) {
        StringBuilder code = new StringBuilder();
        new TreeMap<>(variables).forEach((name, value) -> code.append("export ").append(name).append('=')
                .append(quoted(value)).append("; "));
        return shell(code + "exec " + quoted(command) + " 3>&1" + appending(appendTo));
    }

    /**
     * The command line that runs a command with exactly the given environment.
     *
     * @param env the absolute path of the program env(1)
     * @param folder the working folder of the command
     * @param appendTo the file to which stdout and stderr are appended; empty: the command inherits stdout and stderr
     *     of the shell
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

    /** Puts a word into single quotes. A shell changes nothing between single quotes. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
