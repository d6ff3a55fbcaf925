package dev.dpm.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All the information that the operating system needs to launch one incarnation.
 *
 * @param incarnation the incarnation to launch
 * @param command program and arguments, not empty; the program is an absolute path
 * @param cwd the working folder, absolute
 * @param environment the complete environment, to which the launcher adds only the variable {@link #COOKIE}
 * @param umask octal text such as {@code 0022}
 * @param output the destination of stdout and stderr
 * @param inheritStdin true: the process inherits the runner's stdin; false: its stdin is {@code /dev/null}
 * @param user the user that the process runs as; empty: the runner's own user
 * @param properties niceness, limits and other properties of the new process
 * @param hook the option of the {@link Hook} to run; empty text: the order is for the target itself, or for one of its
 *     checks
 */
public record LaunchOrder(Incarnation incarnation, List<String> command, Path cwd, Map<String, String> environment,
        String umask, Output output, boolean inheritStdin, Optional<RunAs> user,
        ProcessProperties properties, String hook) {

    /**
     * The name of the environment variable that contains the {@link Cookie}. Every process of a target inherits this
     * variable, so the runner recognizes the process even after its parents have ended.
     */
    public static final String COOKIE = "_DPM_COOKIE";

    public LaunchOrder {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a launch needs a command");
        }
    }

    /** An order to launch the target itself, not a hook. */
    public LaunchOrder(Incarnation incarnation, List<String> command, Path cwd, Map<String, String> environment,
            String umask, Output output, boolean inheritStdin, Optional<RunAs> user, ProcessProperties properties) {
        this(incarnation, command, cwd, environment, umask, output, inheritStdin, user, properties, "");
    }

    /** An order to launch a process as the runner's own user. */
    public LaunchOrder(Incarnation incarnation, List<String> command, Path cwd, Map<String, String> environment,
            String umask, Output output, boolean inheritStdin) {
        this(incarnation, command, cwd, environment, umask, output, inheritStdin, Optional.empty(),
                ProcessProperties.INHERITED);
    }

    /**
     * A copy of this order for another command of the same target, such as a check, with the same user, folder and
     * environment, and stdin from {@code /dev/null}. The {@link ProcessProperties} are the runner's own: a check slowed
     * down by the target's niceness would prove nothing.
     */
    public LaunchOrder running(List<String> other, Output itsOutput) {
        return new LaunchOrder(incarnation, other, cwd, environment, umask, itsOutput, false, user,
                ProcessProperties.INHERITED);
    }

    /**
     * A copy of this order that runs the command line of a hook by /bin/sh, with the same user, folder, environment,
     * properties and output, stdin from {@code /dev/null}. A hook runs outside of the target's own cgroup, because the
     * runner removes that cgroup, and kills what is in it, at the target's end.
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

    /** Whether this order launches a {@link Hook}, and not the target or a check. */
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
        /**
         * {@code BOTH}: a file, and the runner also copies the lines of the file to its own stdout. {@code NULL}: the
         * output is discarded.
         */
        BOTH, NULL;

        /** Whether the target's output goes to a file. */
        public boolean isFile() {
            return this == FILE || this == BOTH;
        }
    }

    /**
     * The kind of output and its file.
     *
     * @param kind the kind
     * @param file the file that output is appended to, for the kinds that have one
     * @param errors the file that stderr is appended to; empty: stderr goes to the destination of stdout
     */
    public record Output(OutputKind kind, Optional<Path> file, Optional<Path> errors) {

        /** An output where stderr goes to the destination of stdout. */
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
