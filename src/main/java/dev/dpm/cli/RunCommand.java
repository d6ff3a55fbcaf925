package dev.dpm.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.Requests;
import dev.dpm.cli.written.Requests.OptionFlags;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.config.StartRequest;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.LastKnown;
import dev.dpm.daemon.RuntimeDirectory;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command {@code run}: supervises targets in the foreground. With the hidden option {@code --daemon}, this process is the
 * daemon that {@code start} launched.
 */
final class RunCommand implements Command {

    @Override
    public CommandSpec spec() {
        Grammar grammar = new Grammar("run", "[options] [-- COMMAND ARGS...]",
                "Supervises in the foreground: a container's entrypoint, a systemd service, a terminal. Ends when every "
                        + "target is at rest; with one target, with its exit code.")
                .hiddenFlag("--daemon");
        OptionFlags.declare(grammar);
        return grammar.example("run --script_path app.py --max_restarts 5",
                "run --output inherit -- nginx -g 'daemon off;'");
    }

    @Override
    public boolean takesCommand() {
        return true;
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        return words.has("--daemon")
                ? daemon(surroundings)
                : run(Requests.of(words, surroundings, true), surroundings);
    }

    static int daemon(CommandContext surroundings) throws CommandFailed {
        return surroundings.foreground().run(handedOver(surroundings), surroundings.home(), true);
    }

    static int run(StartRequest request, CommandContext surroundings) throws CommandFailed {
        RuntimeDirectory home = home(surroundings);
        LastKnown known = request.isBare() ? Names.lastKnown(home) : LastKnown.nothing();
        boolean resumes = known.hasWanted();
        StartRequest whole = resumes ? request.after(known.configFile()) : request;
        int sound = Requests.validate(whole, surroundings, !resumes);
        return sound == ExitCodes.DONE ? surroundings.foreground().run(whole, home, false) : sound;
    }

    private static StartRequest handedOver(CommandContext surroundings) throws CommandFailed {
        try {
            return StartRequest.decode(new String(surroundings.in().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed(ExitCodes.USAGE, "run --daemon is for `start`, which writes a request to its stdin",
                    e);
        }
    }

    /** The runner's home folder. If it cannot be used, the runner keeps its state in memory only. */
    private static RuntimeDirectory home(CommandContext surroundings) {
        try {
            return RuntimeDirectory.of(surroundings.environment(), surroundings.cwd());
        } catch (HomeFault e) {
            return RuntimeDirectory.nowhere();
        }
    }
}
