package dev.dpm.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the operating system needs to know to bring one incarnation to life.
 *
 * @param incarnation the life to begin
 * @param command program and arguments, the program an absolute path, not empty
 * @param cwd the folder it runs in, absolute
 * @param environment its whole environment; the cookie is added by the launcher
 * @param umask octal text such as {@code 0022}
 * @param output where stdout and stderr go
 * @param inheritStdin the runner's own stdin instead of {@code /dev/null}
 * @param user whom it runs as; empty: the runner's own user
 * @param properties what else it is born with
 */
public record LaunchOrder(Incarnation incarnation, List<String> command, Path cwd, Map<String, String> environment,
        String umask, Output output, boolean inheritStdin, Optional<RunAs> user,
        ProcessProperties properties) {

    /** The name of the environment variable that every process of a target carries, whatever becomes of its parents. */
    public static final String COOKIE = "_DPM_COOKIE";

    public LaunchOrder {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a launch needs a command");
        }
    }

    /** An order to run as the runner's own user. */
    public LaunchOrder(Incarnation incarnation, List<String> command, Path cwd, Map<String, String> environment,
            String umask, Output output, boolean inheritStdin) {
        this(incarnation, command, cwd, environment, umask, output, inheritStdin, Optional.empty(),
                ProcessProperties.INHERITED);
    }

    /**
     * The same surroundings for another command: as the same user, in the same folder, with nothing on its stdin. It gets
     * the runner's own {@link ProcessProperties}: a check that is as slow as a target with the last niceness says nothing.
     */
    public LaunchOrder running(List<String> other, Output itsOutput) {
        return new LaunchOrder(incarnation, other, cwd, environment, umask, itsOutput, false, user,
                ProcessProperties.INHERITED);
    }

    /** Where the target's stdout and stderr go. */
    public enum OutputKind {
        FILE, INHERIT,
        /** To a file as well as to the runner's stdout, by way of the file. */
        BOTH, NULL;

        /** Whether the target writes to a file. */
        public boolean isFile() {
            return this == FILE || this == BOTH;
        }
    }

    /**
     * @param kind which
     * @param file the file appended to, for those that are files
     */
    public record Output(OutputKind kind, Optional<Path> file) {
        public Output {
            if (kind.isFile() && file.isEmpty()) {
                throw new IllegalArgumentException("output to a file needs the file");
            }
        }
    }
}
