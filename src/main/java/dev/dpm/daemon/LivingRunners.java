package dev.dpm.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the home folders of all living runners of this user, by the lock files that they have open or by their environment
 * ({@code /proc/PID/fd}, {@code /proc/PID/environ}, proc(5)).
 */
public final class LivingRunners {

    private static final String DELETED = " (deleted)";

    private final Path proc;

    public LivingRunners() {
        this(Path.of("/proc"));
    }

    LivingRunners(Path proc) {
        this.proc = proc;
    }

    /**
     * The keys of all home folders with a living runner, see {@link RuntimeDirectory#cookieKey}. Keys without a runner may
     * be among them, since every Java program is taken for a runner. Empty: a Java program could not be examined.
     */
    public Optional<Set<String>> homeKeys() {
        Set<String> keys = new HashSet<>(Set.of(RuntimeDirectory.nowhere().cookieKey()));
        try (Stream<Path> all = Files.list(proc)) {
            for (Path process : (Iterable<Path>) all.filter(LivingRunners::isProcess)::iterator) {
                if (isOwnJava(process)) {
                    keys.addAll(locked(process));
                    keys.addAll(named(process));
                }
            }
            return Optional.of(keys);
        } catch (IOException | UncheckedIOException hidden) {
            return Optional.empty();
        }
    }

    private static boolean isProcess(Path folder) {
        return folder.getFileName().toString().matches("[1-9][0-9]{0,9}");
    }

    /** Whether a process of this user runs a program called java. */
    private boolean isOwnJava(Path process) throws IOException {
        try {
            Object owner = Files.getAttribute(process, "unix:uid");
            return owner.equals(Files.getAttribute(proc.resolve("self"), "unix:uid"))
                    && ("/" + program(process)).endsWith("/java");
        } catch (NoSuchFileException gone) {
            // the process has ended, or is a kernel thread
            return false;
        }
    }

    private static String program(Path process) throws IOException {
        try {
            return Files.readSymbolicLink(process.resolve("exe")).toString().replace(DELETED, "");
        } catch (AccessDeniedException hidden) {
            // the link to the program may be unreadable, as for pid 1 in a sandbox; every user can read the arguments
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1).split("\0", 2)[0];
        }
    }

    private static Set<String> locked(Path process) throws IOException {
        Set<String> keys = new HashSet<>();
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            for (Path descriptor : (Iterable<Path>) open::iterator) {
                String file = link(descriptor).replace(DELETED, "");
                if (file.endsWith("/dpm.lock")) {
                    keys.add(key(Map.of("DPM_HOME", file.substring(0, file.lastIndexOf('/')))));
                }
            }
        } catch (NoSuchFileException gone) {
            // the process has ended meanwhile
        }
        return keys;
    }

    private static String link(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closed) {
            return "";
        }
    }

    private static Set<String> named(Path process) throws IOException {
        try {
            Map<String, String> environment = new HashMap<>();
            for (String line : Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1).split("\0")) {
                String[] parts = line.split("=", 2);
                if (parts.length == 2) {
                    environment.put(parts[0], parts[1]);
                }
            }
            return Set.of(key(environment));
        } catch (NoSuchFileException gone) {
            return Set.of();
        }
    }

    private static String key(Map<String, String> environment) {
        try {
            return RuntimeDirectory.of(environment, Path.of("/")).cookieKey();
        } catch (HomeFault none) {
            return "";
        }
    }
}
