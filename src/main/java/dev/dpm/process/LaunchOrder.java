package dev.dpm.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order to launch a process of a target, or of its check or hook.
 *
 * @param incarnation the launch of the target
 * @param command the program (an absolute path) and its arguments
 * @param cwd the working folder, as an absolute path
 * @param environment all environment variables, except {@link #COOKIE}
 * @param umask the umask in octal digits, such as {@code 0022}
 * @param output where stdout and stderr go
 * @param inheritStdin whether the process gets the runner's stdin; otherwise its stdin is {@code /dev/null}
 * @param user the user and group of the process; empty if they are the runner's own
 * @param properties niceness, limits and other properties
 * @param hook the name of the option that gives the {@link Hook}; empty text if the process does not belong to a hook
 */
public record LaunchOrder(Incarnation incarnation, List<String> command, Path cwd, Map<String, String> environment,
        String umask, Output output, boolean inheritStdin, Optional<RunAs> user,
        ProcessProperties properties, String hook) {

    /**
     * The environment variable with the {@link Cookie}. By it, the runner recognizes the processes of a target even after
     * their parents have ended.
     */
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
     * A copy of this order for a check of the target: another command, with stdin from {@code /dev/null}. The check does
     * not get the target's {@link ProcessProperties}, since a result of a slowed-down check would prove nothing.
     */
    public LaunchOrder running(List<String> other, Output itsOutput) {
        return new LaunchOrder(incarnation, other, cwd, environment, umask, itsOutput, false, user,
                ProcessProperties.INHERITED);
    }

    /**
     * A copy of this order for a hook of the target: a shell command line, with stdin from {@code /dev/null}. The hook
     * runs outside of the target's cgroup, since all processes in this cgroup are killed at the target's end.
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
        /** With {@code BOTH}, output goes to a file and to the runner's stdout; with {@code NULL}, it goes nowhere. */
        BOTH, NULL;

        public boolean isFile() {
            return this == FILE || this == BOTH;
        }
    }

    /**
     * Where the output of a process goes.
     *
     * @param file the file to which output is appended; empty if there is none
     * @param errors the file for stderr; empty if stderr goes where stdout goes
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
