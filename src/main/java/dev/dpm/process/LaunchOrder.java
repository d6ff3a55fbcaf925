package dev.dpm.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to launch a process.
 *
 * @param incarnation the launch of the target
 * @param command program (absolute path) and arguments
 * @param cwd absolute
 * @param environment complete, except {@link #COOKIE}
 * @param umask octal, such as {@code 0022}
 * @param output of stdout and stderr
 * @param inheritStdin false: stdin is {@code /dev/null}
 * @param user empty: the runner's own
 * @param properties niceness, limits and others
 * @param hook the option of the {@link Hook}; empty text: no hook
 */
public record LaunchOrder(Incarnation incarnation, List<String> command, Path cwd, Map<String, String> environment,
        String umask, Output output, boolean inheritStdin, Optional<RunAs> user,
        ProcessProperties properties, String hook) {

    /** The variable with the {@link Cookie}, by which the runner recognizes its processes even after their parents have ended. */
    public static final String COOKIE = "_DPM_COOKIE";

    public LaunchOrder {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a launch needs a command");
        }
    }

    public LaunchOrder(Incarnation incarnation, List<String> command, Path cwd, Map<String, String> environment,
            String umask, Output output, boolean inheritStdin, Optional<RunAs> user, ProcessProperties properties) {
        this(incarnation, command, cwd, environment, umask, output, inheritStdin, user, properties, "");
    }

    public LaunchOrder(Incarnation incarnation, List<String> command, Path cwd, Map<String, String> environment,
            String umask, Output output, boolean inheritStdin) {
        this(incarnation, command, cwd, environment, umask, output, inheritStdin, Optional.empty(),
                ProcessProperties.INHERITED);
    }

    /**
     * A copy for a check: another command with stdin from {@code /dev/null} and the runner's own {@link ProcessProperties}, since
     * a slowed-down check would prove nothing.
     */
    public LaunchOrder running(List<String> other, Output itsOutput) {
        return new LaunchOrder(incarnation, other, cwd, environment, umask, itsOutput, false, user,
                ProcessProperties.INHERITED);
    }

    /**
     * A copy for a hook: a command line with stdin from {@code /dev/null}. A hook runs outside of the target's cgroup, whose
     * processes are killed at the target's end.
     */
    public LaunchOrder running(Hook other, String commandLine) {
        return new LaunchOrder(incarnation, List.of("/bin/sh", "-c", commandLine), cwd, environment, umask, output,
                false, user, properties.withoutCgroup(), other.option());
    }

    /** A copy of this order whose process writes to another output. */
    public LaunchOrder writingTo(Output other) {
        return new LaunchOrder(incarnation, command, cwd, environment, umask, other, inheritStdin, user, properties,
                hook);
    }

    public boolean isForHook() {
        return !hook.isEmpty();
    }

    /** A copy of this order with further variables in the environment of its process. */
    public LaunchOrder with(Map<String, String> variables) {
        Map<String, String> whole = new HashMap<>(environment);
        whole.putAll(variables);
        return new LaunchOrder(incarnation, command, cwd, whole, umask, output, inheritStdin, user, properties, hook);
    }

    /** The possible destinations of a target's stdout and stderr. */
    public enum OutputKind {
        FILE, INHERIT,
        /** {@code BOTH}: a file and the runner's stdout. {@code NULL}: nowhere. */
        BOTH, NULL;

        public boolean isFile() {
            return this == FILE || this == BOTH;
        }
    }

    /**
     * Where output goes.
     *
     * @param file appended to
     * @param errors the file of stderr; empty: as stdout
     */
    public record Output(OutputKind kind, Optional<Path> file, Optional<Path> errors) {

        public Output(OutputKind kind, Optional<Path> file) {
            this(kind, file, Optional.empty());
        }

        public Output {
            if (kind.isFile() && file.isEmpty()) {
                throw new IllegalArgumentException("output to a file needs the file");
            }
        }
    }
}
