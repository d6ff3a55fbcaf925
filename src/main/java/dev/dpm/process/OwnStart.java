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
 * Arguments, environment and folder of this process as {@link NativeText}, from the kernel (proc(5)): Java loses characters that
 * its locale lacks.
 */
public final class OwnStart {

    /** The variable with the caller's {@code LC_ALL}, which differs for a daemon's JVM; see {@link #environment}. */
    public static final String CALLERS_LC_ALL = "_DPM_LC_ALL";
    /** The locale of a daemon's JVM: UTF-8, and otherwise the C locale. */
    public static final String LOCALE = "C.UTF-8";

    private static final String USER_DIR = "user.dir";
    private static final String LC_ALL = "LC_ALL";
    private static final Path PROC = Path.of("/proc/self");

    private OwnStart() {
    }

    /** Sets {@code user.dir} to {@code /} if the locale cannot express the folder, before Java's own classes fail on it. */
    public static void settle() {
        if (!NativeText.isJavas(System.getProperty(USER_DIR, ""))) {
            System.setProperty(USER_DIR, "/");
        }
    }

    /**
     * The program's arguments.
     *
     * @param seen as Java passed them to {@code main}
     */
    public static String[] arguments(String... seen) {
        return arguments(words("cmdline"), seen);
    }

    /**
     * The last words of the JVM's command line, as many as {@code seen} has: options of {@code JDK_JAVA_OPTIONS} are not on it.
     */
    static String[] arguments(List<String> words, String... seen) {
        int first = words.size() - seen.length;
        return first < 1 ? seen : words.subList(first, words.size()).toArray(String[]::new);
    }

    /** The environment of this process. In a daemon, {@code LC_ALL} is the caller's. */
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

    /** Makes a new JVM use UTF-8, so that {@link #environment} still returns the caller's {@code LC_ALL}. */
    public static void speakUtf8(Map<String, String> variables) {
        variables.putIfAbsent(CALLERS_LC_ALL, variables.getOrDefault(LC_ALL, ""));
        variables.put(LC_ALL, LOCALE);
    }

    /** Variables by name. Of several, the first counts, as in getenv(3). */
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
     * The folder of this process: {@code PWD} if it leads there, perhaps through a symbolic link, and otherwise the real path.
     */
    public static Path folder(Map<String, String> environment) {
        Path real = real();
        String named = environment.getOrDefault("PWD", "");
        return isPlain(named) && isSame(NativePaths.of(named), real) ? NativePaths.of(named) : real;
    }

    /** Whether a path is absolute and without {@code .} and {@code ..}, as POSIX (sh) requires of {@code PWD}. */
    private static boolean isPlain(String named) {
        return named.startsWith("/")
                && Arrays.stream(named.split("/", -1)).noneMatch(step -> step.equals(".") || step.equals(".."));
    }

    private static boolean isSame(Path named, Path real) {
        try {
            return Files.isSameFile(named, real);
        } catch (IOException e) {
            // a folder that cannot be read does not count as the working folder
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

    /** The NUL-terminated texts of a file in {@code /proc/self}; empty: unreadable. */
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
