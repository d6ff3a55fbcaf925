package dev.dpm.process.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.dpm.process.ProcessProperties;
import dev.dpm.process.PropertyRights;
import dev.dpm.process.ResourceLimit;

/**
 * The programs that set a target's {@link ProcessProperties} before the target's own program runs. Each replaces itself
 * by the next one.
 */
final class PropertyPrefix {

    /**
     * One of the programs that set a property.
     *
     * @param what the property that it sets, with its value
     * @param words the program and its arguments
     */
    private record Piece(String what, List<String> words) {
    }

    /** The command lines of programs that have worked on this machine. They are not tried again. */
    private static final Set<List<String>> WORKING = ConcurrentHashMap.newKeySet();

    private final List<Piece> first = new ArrayList<>();
    private final List<Piece> last = new ArrayList<>();
    private final List<String> joinFiles = new ArrayList<>();

    private PropertyPrefix() {
    }

    static PropertyPrefix of(ProcessProperties properties) throws Refused {
        PropertyPrefix prefix = new PropertyPrefix();
        if (properties.oomScoreAdj().isPresent()) {
            prefix.add(prefix.first, "oom_score_adj " + properties.oomScoreAdj().get(), "choom", "util-linux", "-n",
                    properties.oomScoreAdj().get().toString(), "--");
        }
        if (properties.nice().isPresent()) {
            // nice(1) adds its argument to the niceness that the process has
            int more = properties.nice().get() - PropertyRights.own().nice();
            prefix.add(prefix.first, "nice " + properties.nice().get(), "nice", "coreutils", "-n",
                    Integer.toString(more));
        }
        if (properties.cpus().isPresent()) {
            prefix.add(prefix.first, "cpu_affinity " + properties.cpus().get(), "taskset", "util-linux", "-c",
                    properties.cpus().get().toString());
        }
        for (ResourceLimit limit : properties.limits()) {
            prefix.add(prefix.last, "rlimits " + limit, "prlimit", "util-linux",
                    "--" + limit.kind().word() + "=" + limit.bounds());
        }
        return prefix;
    }

    /**
     * Adds files by which the target joins cgroups, and returns this object.
     *
     * @param itsJoinFiles the files; a process joins a cgroup by writing 0 to its file (cgroups(7))
     */
    PropertyPrefix joining(List<String> itsJoinFiles) {
        joinFiles.addAll(itsJoinFiles);
        return this;
    }

    List<String> joinFiles() {
        return List.copyOf(joinFiles);
    }

    private void add(List<Piece> pieces, String what, String program, String from, String... arguments)
            throws Refused {
        Path found = Programs.onOwnPath(program)
                .orElseThrow(() -> new Refused(
                        what + " needs " + program + " (" + from + "), which is not on this machine"));
        List<String> words = new ArrayList<>(List.of(found.toString()));
        words.addAll(List.of(arguments));
        pieces.add(new Piece(what, words));
    }

    /** The programs that run first, while the runner's own limits are still in force. */
    List<String> first() {
        return first.stream().flatMap(piece -> piece.words().stream()).toList();
    }

    /** The programs that run last, since they set limits that may be too low for the other programs. */
    List<String> last() {
        return last.stream().flatMap(piece -> piece.words().stream()).toList();
    }

    /**
     * Checks that this machine accepts all properties, by running each program once. Without this check, only the
     * target's output would contain the reason of a refusal.
     */
    void verify() throws Refused, IOException {
        for (Piece piece : first) {
            verify(piece);
        }
        for (Piece piece : last) {
            verify(piece);
        }
    }

    private static void verify(Piece piece) throws Refused, IOException {
        if (WORKING.contains(piece.words())) {
            return;
        }
        Optional<String> complaint = complaint(piece.words());
        if (complaint.isPresent()) {
            throw new Refused(piece.what() + " is refused by this machine (" + complaint.get() + ")");
        }
        WORKING.add(piece.words());
    }

    /** Runs one of the programs with a shell that does nothing, and returns its error message; empty if it succeeds. */
    private static Optional<String> complaint(List<String> words) throws IOException {
        List<String> command = new ArrayList<>(words);
        command.addAll(List.of("/bin/sh", "-c", ":"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile())).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("LC_ALL", "C", "PATH", Programs.USUAL_PATH));
        Process asked = builder.start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String program = Path.of(words.get(0)).getFileName() + ":";
        return said.lines().filter(line -> line.replaceFirst("^.*/", "").startsWith(program)).findFirst();
    }

    /** Thrown where this machine does not allow a property of a process. The message says why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }
}
