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
 * The arguments, environment and working folder with which this process was started, as {@link NativeText}. Java
 * converts them with the charset of the locale, and so loses characters that the charset lacks. This class reads the
 * original bytes from the kernel (proc(5)).
 */
public final class OwnStart {

    /**
     * The variable that stores the caller's {@code LC_ALL} when a daemon's JVM is launched with a different locale; see
     * {@link #environment}.
     */
    public static final String CALLERS_LC_ALL = "_DPM_LC_ALL";
    /** The locale of a daemon's JVM: file names and command lines in UTF-8, everything else as in the C locale. */
    public static final String LOCALE = "C.UTF-8";

    private static final String USER_DIR = "user.dir";
    private static final String LC_ALL = "LC_ALL";
    private static final Path PROC = Path.of("/proc/self");

    private OwnStart() {
    }

    /**
     * Sets the system property {@code user.dir} to {@code /} if the JVM's locale cannot express the working folder.
     * This must happen before any other code runs, since Java's own classes (FilePermission, and logging) fail on an
     * inexpressible folder. The runner's own code does not use the property.
     */
    public static void settle() {
        if (!NativeText.isJavas(System.getProperty(USER_DIR, ""))) {
            System.setProperty(USER_DIR, "/");
        }
    }

    /**
     * The program's arguments as the kernel passed them to this JVM.
     *
     * @param seen the arguments that Java passed to {@code main}
     */
    public static String[] arguments(String... seen) {
        return arguments(words("cmdline"), seen);
    }

    /**
     * Returns the program's arguments, which are at the end of the JVM's command line, after the JVM's own options. The
     * number of arguments comes from {@code seen}, since options from {@code JDK_JAVA_OPTIONS} are not part of the
     * command line.
     */
    static String[] arguments(List<String> words, String... seen) {
        int first = words.size() - seen.length;
        return first < 1 ? seen : words.subList(first, words.size()).toArray(String[]::new);
    }

    /**
     * The environment variables of this process. In a daemon, {@code LC_ALL} has the value that it has in the
     * environment of the daemon's caller.
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
     * Changes the variables for a new JVM so that the JVM uses UTF-8. In the new JVM, {@link #environment} still
     * returns the caller's {@code LC_ALL}.
     */
    public static void speakUtf8(Map<String, String> variables) {
        variables.putIfAbsent(CALLERS_LC_ALL, variables.getOrDefault(LC_ALL, ""));
        variables.put(LC_ALL, LOCALE);
    }

    /**
     * Converts {@code NAME=VALUE} texts to variables by name; if a name occurs twice, the first variable counts, as in
     * getenv(3).
     */
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
     * The working folder of this process under the name that the caller used: the value of {@code PWD}, if that path
     * leads to the working folder. As in shells and make, a symbolic link in {@code PWD} stays a link and may lead to
     * another folder later. If {@code PWD} leads to another folder, the result is the working folder without symbolic
     * links.
     */
    public static Path folder(Map<String, String> environment) {
        Path real = real();
        String named = environment.getOrDefault("PWD", "");
        return isPlain(named) && isSame(NativePaths.of(named), real) ? NativePaths.of(named) : real;
    }

    /**
     * Whether a path has the form that POSIX (sh) requires of {@code PWD}: absolute, without the components {@code .}
     * and {@code ..}.
     */
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

    /** The working folder of this process, without symbolic links. */
    public static Path real() {
        try {
            return Files.readSymbolicLink(PROC.resolve("cwd"));
        } catch (IOException e) {
            return Path.of("").toAbsolutePath();
        }
    }

    /** The NUL-terminated texts in a file of {@code /proc/self}; empty where the file cannot be read. */
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
