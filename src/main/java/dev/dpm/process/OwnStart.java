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
 * What this process was started with, byte for byte as {@link NativeText}: Java has read it with the charset of the
 * locale, and has lost what that charset does not know; the kernel still has the bytes (proc(5)).
 */
public final class OwnStart {

    /** What {@code LC_ALL} was before a daemon's launcher chose another for the JVM; see {@link #environment}. */
    public static final String CALLERS_LC_ALL = "_DPM_LC_ALL";
    /** The locale of a daemon's JVM: names and command lines in UTF-8, everything else as in C. */
    public static final String LOCALE = "C.UTF-8";

    private static final String USER_DIR = "user.dir";
    private static final String LC_ALL = "LC_ALL";
    private static final Path PROC = Path.of("/proc/self");

    private OwnStart() {
    }

    /**
     * Before anything else. Where the locale has no characters for this process's folder, Java has none either, and its
     * own classes fail on that (FilePermission, and whatever logs); paths are not made from this property here.
     */
    public static void settle() {
        if (!NativeText.isJavas(System.getProperty(USER_DIR, ""))) {
            System.setProperty(USER_DIR, "/");
        }
    }

    /** @param seen what {@code main} was given */
    public static String[] arguments(String... seen) {
        return arguments(words("cmdline"), seen);
    }

    /** A launcher's own options stand in front, and {@code JDK_JAVA_OPTIONS} nowhere: only the end can be compared. */
    static String[] arguments(List<String> words, String... seen) {
        int first = words.size() - seen.length;
        return first < 1 ? seen : words.subList(first, words.size()).toArray(String[]::new);
    }

    /** The variables, with the {@code LC_ALL} that a daemon's caller had. */
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

    /** Lets the JVM that is started with these variables speak UTF-8; its {@link #environment} is as if it did not. */
    public static void speakUtf8(Map<String, String> variables) {
        variables.putIfAbsent(CALLERS_LC_ALL, variables.getOrDefault(LC_ALL, ""));
        variables.put(LC_ALL, LOCALE);
    }

    /** Of two with one name the first counts, as for getenv(3). */
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
     * The folder this process is in, as its caller names it: {@code PWD} where that leads here, as shells and make take
     * it, so that a symbolic link on the way is followed anew when it leads elsewhere; else without links.
     */
    public static Path folder(Map<String, String> environment) {
        Path real = real();
        String named = environment.getOrDefault("PWD", "");
        return isPlain(named) && isSame(NativePaths.of(named), real) ? NativePaths.of(named) : real;
    }

    /** POSIX, sh, PWD: absolute, and no step of it dot or dot-dot. */
    private static boolean isPlain(String named) {
        return named.startsWith("/")
                && Arrays.stream(named.split("/", -1)).noneMatch(step -> step.equals(".") || step.equals(".."));
    }

    private static boolean isSame(Path named, Path real) {
        try {
            return Files.isSameFile(named, real);
        } catch (IOException e) {
            // what cannot be looked at is not known to be here
            return false;
        }
    }

    /** The folder this process is in, without symbolic links. */
    public static Path real() {
        try {
            return Files.readSymbolicLink(PROC.resolve("cwd"));
        } catch (IOException e) {
            return Path.of("").toAbsolutePath();
        }
    }

    /** The texts in a file of {@code /proc/self}, each ended by NUL; empty where it cannot be read. */
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
