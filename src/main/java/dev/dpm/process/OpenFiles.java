package dev.dpm.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.StringTokenizer;
import java.util.stream.Stream;

/**
 * The limits on the number of open files of a process (RLIMIT_NOFILE of getrlimit(2)). A JVM raises its own soft limit.
 * Programs that use select(2) fail with a limit above 1024, so targets get the soft limit that the runner had before; it
 * is read from the runner's parent process.
 *
 * @param soft the number of files that the process may have open
 * @param hard the largest value to which the process may raise its soft limit
 */
public record OpenFiles(long soft, long hard) {

    /**
     * The system property by which a client tells the daemon the original soft limit. The daemon cannot read it from its
     * parent process, which is a JVM.
     */
    public static final String PROPERTY = "dpm.open_files";

    private static final String NOT_RAISED = "-XX:-MaxFDLimit";
    /**
     * The beginning of the line in {@code /proc/PID/limits} (proc(5)) that contains the soft limit, the hard limit and a
     * unit.
     */
    private static final String LINE = "Max open files";

    /**
     * The soft limit that launched processes must get back; empty if the JVM has not changed it, or if the original limit
     * is unknown, since the runner's parent process is invisible (in a container) or has other limits (systemd).
     */
    public static OptionalLong toRestore() {
        Optional<OpenFiles> own = of("self");
        OptionalLong told = told();
        if (own.isEmpty() || told.isPresent()) {
            return told.isPresent() && own.isPresent() && told.getAsLong() < own.get().soft
                    ? told
                    : OptionalLong.empty();
        }
        boolean mayBeRaised = own.get().soft == own.get().hard && !isToldNotToRaise();
        Optional<OpenFiles> parent = mayBeRaised ? parent() : Optional.empty();
        return parent.map(own.get()::loweredTo).orElse(OptionalLong.empty());
    }

    /**
     * How many file descriptors a process can still open.
     *
     * @param folder the folder of the process in {@code /proc}
     * @return empty if this cannot be read
     */
    public static OptionalInt freeOf(String folder) {
        String[] taken = new File(folder, "fd").list();
        try {
            return parse(Files.readString(Path.of(folder, "limits"), StandardCharsets.ISO_8859_1))
                    .filter(limit -> taken != null).stream()
                    .mapToInt(limit -> (int) Math.max(0, Math.min(Integer.MAX_VALUE, limit.soft - taken.length)))
                    .findFirst();
        } catch (IOException unreadable) {
            return OptionalInt.empty();
        }
    }

    OptionalLong loweredTo(OpenFiles parent) {
        boolean isInherited = parent.hard == hard && parent.soft < soft;
        return isInherited ? OptionalLong.of(parent.soft) : OptionalLong.empty();
    }

    private static OptionalLong told() {
        String text = System.getProperty(PROPERTY, "");
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static Optional<OpenFiles> parent() {
        return ProcessHandle.current().parent().flatMap(parent -> of(Long.toString(parent.pid())));
    }

    /**
     * The limits of a process; empty if the process has ended or belongs to another user.
     *
     * @param process a pid, or {@code self}
     */
    public static Optional<OpenFiles> of(String process) {
        try {
            return parse(Files.readString(Path.of("/proc", process, "limits"), StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    static Optional<OpenFiles> parse(String limits) {
        // the line is parsed without a regular expression, which would delay each launch
        int line = limits.indexOf(LINE);
        StringTokenizer words = new StringTokenizer(line < 0 ? "" : limits.substring(line + LINE.length()));
        try {
            return words.countTokens() < 2
                    ? Optional.empty()
                    : Optional.of(new OpenFiles(Long.parseLong(words.nextToken()), Long.parseLong(words.nextToken())));
        } catch (NumberFormatException unlimited) {
            return Optional.empty();
        }
    }

    private static boolean isToldNotToRaise() {
        Stream<String> variables = Stream.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")
                .map(name -> System.getenv().getOrDefault(name, "")).flatMap(text -> List.of(text.split(" ")).stream());
        return Stream.concat(variables, commandLine().stream()).anyMatch(NOT_RAISED::equals);
    }

    private static List<String> commandLine() {
        try {
            return Arrays.asList(
                    Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1).split("\0"));
        } catch (IOException noProc) {
            return List.of();
        }
    }
}
