package dev.dpm.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments, environment variables and working folder of this process, as {@link NativeText}. They are read from the
 * kernel (proc(5)), since Java loses characters that its locale lacks.
 */
public final class OwnStart {

    /**
     * The environment variable by which a daemon gets the value of {@code LC_ALL} of the command that started it. The
     * daemon's own {@code LC_ALL} is {@link #LOCALE}.
     */
    public static final String CALLERS_LC_ALL = "_DPM_LC_ALL";
    /** The locale of a daemon's JVM: the C locale with the charset UTF-8. */
    public static final String LOCALE = "C.UTF-8";

    private static final String USER_DIR = "user.dir";
    private static final String LC_ALL = "LC_ALL";
    private static final Path PROC = Path.of("/proc/self");

    private OwnStart() {
    }

    /**
     * Sets the system property {@code user.dir} to {@code /} if the locale cannot express the working folder.
     * Otherwise, Java's own classes would fail when they use this property.
     */
    public static void settle() {
        if (!NativeText.isJavas(System.getProperty(USER_DIR, ""))) {
            System.setProperty(USER_DIR, "/");
        }
    }

    /**
     * The arguments of this program.
     *
     * @param seen the arguments that Java passed to {@code main}
     */
    public static String[] arguments(String... seen) {
        return arguments(words("cmdline"), seen);
    }

    /**
     * The last words of the JVM's command line, as many as {@code seen} has: the words before them are the JVM's options.
     */
    static String[] arguments(List<String> words, String... seen) {
        int first = words.size() - seen.length;
        return first < 1 ? seen : words.subList(first, words.size()).toArray(String[]::new);
    }

    /**
     * The environment variables of this process. In a daemon, {@code LC_ALL} has the value that it had for the command
     * that started the daemon.
     */
    public static Map<String, String> environment() {
        List<String> words = words("environ");
        Map<String, String> variables = new LinkedHashMap<>(words.isEmpty() ? System.getenv() : variables(words));
        String chosen = variables.remove(CALLERS_LC_ALL);
        if (chosen != null) {
            variables.remove(LC_ALL);
            if (!chosen.isEmpty()) {
                variables.put(LC_ALL, chosen);
            }
        }
        return Collections.unmodifiableMap(variables);
    }

    /**
     * Changes the environment variables for a new JVM so that it uses UTF-8. In the new JVM, {@link #environment} still
     * returns the present value of {@code LC_ALL}.
     */
    public static void speakUtf8(Map<String, String> variables) {
        variables.putIfAbsent(CALLERS_LC_ALL, variables.getOrDefault(LC_ALL, ""));
        variables.put(LC_ALL, LOCALE);
    }

    /** The environment variables by name. If a variable occurs several times, the first counts, as with getenv(3). */
    static Map<String, String> variables(List<String> words) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=', 1);
            if (equals > 0) {
                variables.putIfAbsent(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return variables;
    }

    /**
     * The working folder of this process. If the variable {@code PWD} leads to this folder, perhaps through a symbolic
     * link, the result is the path in {@code PWD}, and otherwise the real path.
     */
    public static Path folder(Map<String, String> environment) {
        Path real = real();
        String named = environment.getOrDefault("PWD", "");
        return isPlain(named) && isSame(NativePaths.of(named), real) ? NativePaths.of(named) : real;
    }

    /**
     * Whether a path is absolute and contains neither {@code .} nor {@code ..}, as POSIX requires of the variable {@code
     * PWD} (sh).
     */
    private static boolean isPlain(String named) {
        return named.startsWith("/")
                && Arrays.stream(named.split("/", -1)).noneMatch(step -> step.equals(".") || step.equals(".."));
    }

    private static boolean isSame(Path named, Path real) {
        try {
            return Files.isSameFile(named, real);
        } catch (IOException e) {
            // the path in PWD cannot be read, so it is not used
            return false;
        }
    }

    public static Path real() {
        try {
            return Files.readSymbolicLink(PROC.resolve("cwd"));
        } catch (IOException e) {
            return Path.of("").toAbsolutePath();
        }
    }

    /** The texts in a file of {@code /proc/self}, each of which ends with NUL; empty if the file is unreadable. */
    private static List<String> words(String file) {
        try {
            return split(Files.readAllBytes(PROC.resolve(file)));
        } catch (IOException e) {
            return List.of();
        }
    }

    static List<String> split(byte[] bytes) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                words.add(NativeText.decode(Arrays.copyOfRange(bytes, from, i)));
                from = i + 1;
            }
        }
        return words;
    }
}
