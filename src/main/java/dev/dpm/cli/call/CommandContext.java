package dev.dpm.cli.call;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.dpm.config.StartRequest;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.Program;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.process.OwnStart;

/**
 * The surroundings of a command: its streams, environment and folder, and access to the runner's code.
 * @param err the stream for errors, without control sequences
 * @param environment the caller's environment variables
 * @param cwd the caller's current folder, absolute
 * @param foreground runs the supervisor in this JVM
 * @param resolve turns a request into target specifications or faults
 * @param program the program from which a daemon is launched
 */
public record CommandContext(PrintStream out, PrintStream err, InputStream in, Map<String, String> environment,
        Path cwd,
        boolean outIsTerminal, boolean inIsTerminal, Foreground foreground,
        Function<StartRequest, Resolution> resolve, Program program) {

    public static CommandContext ofProcess(Foreground foreground, Function<StartRequest, Resolution> resolve,
            Program program) {
        Map<String, String> environment = OwnStart.environment();
        return new CommandContext(
                new AnswerStream(new FileOutputStream(FileDescriptor.out)),
                new PrintStream(new TerminalFilter(new FileOutputStream(FileDescriptor.err)), true,
                        StandardCharsets.UTF_8),
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)), environment,
                OwnStart.folder(environment),
                Terminals.isTerminal(1), Terminals.isTerminal(0), foreground, resolve, program);
    }

    /** Why the command's output could not be written to stdout. Empty: it was written. */
    public Optional<String> lostAnswer() {
        return out instanceof AnswerStream answer ? answer.loss() : Optional.empty();
    }

    /** Whether the command prints colours: on a terminal, unless NO_COLOR is set (no-color.org). */
    public boolean wantsColour() {
        return outIsTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** The stream for texts that targets wrote. If stdout is a terminal, control sequences are removed. */
    public PrintStream shown() {
        return outIsTerminal ? new PrintStream(new TerminalFilter(out), false, StandardCharsets.UTF_8) : out;
    }

    public RuntimeDirectory home() throws CommandFailed {
        try {
            return RuntimeDirectory.of(environment, cwd);
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }
}
