package dev.dpm.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes command lines whose texts reach exec(3) byte for byte. Java converts the texts to the charset of its locale,
 * which cannot express some of them. A command with such a text is converted to ASCII code for {@code /bin/sh}.
 */
public final class ExactCommand {

    /** The largest number of characters in one argument for the shell; the kernel accepts 128 KiB (execve(2), MAX_ARG_STRLEN). */
    private static final int CHUNK = 100_000;
    /**
     * A script that executes its arguments as shell code: {@code %b} of printf(1) joins them and converts each {@code
     * \0ooo} to a byte.
     */
    private static final String SCRIPT = "eval \"$(printf %b \"$@\")\"";

    private ExactCommand() {
    }

    /** Whether Java passes these texts to the kernel unchanged. */
    public static boolean isJavas(Iterable<String> texts) {
        for (String text : texts) {
            if (!NativeText.isJavas(text)) {
                return false;
            }
        }
        return true;
    }

    /** Whether Java passes this path to the kernel unchanged. */
    public static boolean isJavas(Path path) {
        return NativeText.isJavas(NativePaths.text(path));
    }

    /** A command line that runs a command exactly as given. */
    public static List<String> of(List<String> command) {
        return isJavas(command) ? command : shell("exec " + quoted(command));
    }

    /**
     * A command line that runs a command with additional environment variables.
     *
     * @param variables the variables; their names are valid in a shell
     * @param appendTo the file to which stdout and stderr are appended; descriptor 3 is then the former stdout
     */
    public static List<String> with(Map<String, String> variables, Path appendTo, List<String> command) {
        StringBuilder code = new StringBuilder();
        new TreeMap<>(variables).forEach((name, value) -> code.append("export ").append(name).append('=')
                .append(quoted(value)).append("; "));
        return shell(code + "exec " + quoted(command) + " 3>&1" + appending(appendTo));
    }

    /**
     * A command line that runs a command with exactly these environment variables and no others.
     *
     * @param env the path of env(1)
     * @param folder the working folder
     * @param appendTo the file to which stdout and stderr are appended; empty if they are inherited
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

    /** Puts a word into single quotes, in which a shell changes nothing. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
