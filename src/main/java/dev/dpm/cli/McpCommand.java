package dev.dpm.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.Foreground.AssistRequest;
import dev.dpm.cli.call.Foreground.CommandOutput;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.WrittenCommand;
import picocli.CommandLine.Model.CommandSpec;

/** {@code mcp}: answers an assistant over stdin and stdout. */
final class McpCommand implements Command {

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

    /** Runs a command with separate streams, which are no terminal. */
    private static CommandOutput runInside(List<String> words, CommandContext around) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Cli(new CommandContext(new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8), InputStream.nullInputStream(),
                around.environment(), around.cwd(), false, false, around.foreground(), around.resolve(),
                around.program())).execute(words.toArray(String[]::new));
        return new CommandOutput(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
