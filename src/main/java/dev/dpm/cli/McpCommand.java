package dev.dpm.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.dpm.cli.action.TargetStop;
import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Foreground.AssistRequest;
import dev.dpm.cli.call.Foreground.CommandOutput;
import dev.dpm.cli.call.RunnerLink;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.Selector;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.DaemonRecord;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code mcp}: answers an AI assistant over stdin and stdout by the Model Context Protocol (MCP). */
final class McpCommand implements Command {

    private static final Set<String> CHANGING = Set.of("start", "stop", "restart");
    private static final String ALLOW_CHANGES = "--allow_changes";

    @Override
    public CommandSpec spec() {
        return new Grammar("mcp", "[--allow_changes]",
                "Answers an assistant over stdin and stdout, by the Model Context Protocol, until it closes stdin: list, "
                        + "status, events, incidents and logs, with the words, masks and bounds of these commands.")
                .flag("also start, stop and restart, of one target at a time", ALLOW_CHANGES, "--allow-changes")
                .example("mcp", "mcp --allow_changes");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) {
        return surroundings.foreground().assist(new AssistRequest(surroundings.in(), surroundings.out(),
                words.has(ALLOW_CHANGES), asked -> runInside(asked, surroundings)));
    }

    private static CommandOutput runInside(List<String> words, CommandContext around) {
        try {
            refuseSeveral(words, around);
        } catch (CommandFailed e) {
            return new CommandOutput(e.exitCode(), "", e.getMessage() + "\n");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Cli(new CommandContext(new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8), InputStream.nullInputStream(),
                around.environment(), around.cwd(), false, false, around.foreground(), around.resolve(),
                around.program())).execute(words.toArray(String[]::new));
        return new CommandOutput(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static void refuseSeveral(List<String> words, CommandContext around) throws CommandFailed {
        if (!CHANGING.contains(words.get(0))) {
            return;
        }
        String name = words.get(words.size() - 1);
        RunnerLink link = RunnerLink.of(around);
        Selector selector = new Selector(List.of(name), List.of());
        if (Names.isFamily(selector, link.home())) {
            throw new CommandFailed(ExitCodes.USAGE, "name is '" + name + "', which stands for "
                    + String.join(", ", Names.of(selector, link.home())) + "; allowed: the name of one target");
        }
        Optional<DaemonRecord> daemon = words.get(0).equals("stop") ? link.find() : Optional.empty();
        if (daemon.isPresent()) {
            requireNoDependents(new TargetStop(link, daemon.get()).dependents(name), name);
        }
    }

    private static void requireNoDependents(List<String> dependents, String name) throws CommandFailed {
        if (!dependents.isEmpty()) {
            throw new CommandFailed(ExitCodes.FAILED, name + " is not stopped, since others depend on it: stop "
                    + String.join(", ", dependents) + " first");
        }
    }
}
