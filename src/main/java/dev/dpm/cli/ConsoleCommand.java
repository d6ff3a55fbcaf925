package dev.dpm.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.cli.action.Actions;
import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.RunnerLink;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.process.NativePaths;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command {@code console}: prints a URL that opens the web console in a browser without a login. On a desktop, the command
 * also opens the URL.
 */
final class ConsoleCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new Grammar("console", "", "Prints the console's one-click address, and opens it on a desktop.")
                .example("console");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        RunnerLink link = RunnerLink.of(surroundings);
        DaemonRecord daemon = link.require();
        HttpAnswer answer = Actions.call(daemon, link.requireApi(daemon), Actions.Call.post("console-codes"));
        String address = answer.body().strip();
        surroundings.out().println(address);
        if (isDesktop(surroundings)) {
            open(address, surroundings);
        }
        return ExitCodes.DONE;
    }

    private static boolean isDesktop(CommandContext surroundings) {
        return surroundings.outIsTerminal() && (!surroundings.environment().getOrDefault("DISPLAY", "").isEmpty()
                || !surroundings.environment().getOrDefault("WAYLAND_DISPLAY", "").isEmpty());
    }

    private static void open(String address, CommandContext surroundings) {
        Optional<Path> opener = onPath("xdg-open", surroundings);
        if (opener.isEmpty()) {
            return;
        }
        try {
            new ProcessBuilder(opener.get().toString(), address).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            surroundings.err()
                    .println("no browser could be opened (" + e.getMessage() + "): open the address yourself");
        }
    }

    private static Optional<Path> onPath(String program, CommandContext surroundings) {
        for (String folder : surroundings.environment().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path file = NativePaths.of(folder.isEmpty() ? "." : folder).resolve(program);
            if (Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
