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
 * The parts of the process that a command uses: streams, environment, folder, and entry points to other packages.
 *
 * @param err the stream for sentences about faults, which may quote bad input, so control sequences are removed
 * @param environment the caller's environment
 * @param cwd the caller's folder, absolute
 * @param foreground runs the supervisor in the JVM of this command
 * @param resolve resolves a request to specifications or faults; reads the configuration file and searches for programs
 * @param program the program by which a daemon is launched
 */
public record CommandContext(PrintStream out, PrintStream err, InputStream in, Map<String, String> environment,
        Path cwd,
        boolean outIsTerminal, boolean inIsTerminal, Foreground foreground,
        Function<StartRequest, Resolution> resolve, Program program) {

    /**
     * The context for a command of this process: its streams, environment and terminal. Output is UTF-8 whatever the
     * locale, as in the API's answers.
     */
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

    /** Why a part of the command's answer could not be written to stdout; empty if all was written. */
    public Optional<String> lostAnswer() {
        return out instanceof AnswerStream answer ? answer.loss() : Optional.empty();
    }

    /**
     * Whether the command prints in colours: on a terminal that supports them, unless NO_COLOR is set (no-color.org).
     */
    public boolean wantsColour() {
        return outIsTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /**
     * The stream for text that targets wrote. For a terminal, control sequences are removed; otherwise the text stays
     * unchanged.
     */
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
