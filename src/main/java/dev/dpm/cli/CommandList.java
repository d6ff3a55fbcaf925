package dev.dpm.cli;

import java.util.List;
import java.util.Optional;

import dev.dpm.cli.written.Grammar;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands by name, in the order of the help. An object is created only for the command that the user requests. */
final class CommandList {

    static final List<String> NAMES = List.of("start", "run", "stop", "status", "restart", "remove", "reload", "scale",
            "signal",
            "logs", "events", "incidents", "incident", "notify", "check", "import", "console", "startup", "operator",
            "mcp", "completion");

    private CommandList() {
    }

    static Optional<Command> byName(String name) {
        return Optional.ofNullable(switch (name) {
            case "start" -> new StartCommand();
            case "run" -> new RunCommand();
            case "stop" -> new StopCommand();
            case "status" -> new StatusCommand();
            case "restart" -> new RestartCommand();
            case "remove" -> new RemoveCommand();
            case "reload" -> new ReloadCommand();
            case "scale" -> new ScaleCommand();
            case "signal" -> new SignalCommand();
            case "logs" -> new LogsCommand();
            case "events" -> new EventsCommand();
            case "incidents" -> new IncidentsCommand();
            case "incident" -> new IncidentCommand();
            case "notify" -> new NotifyCommand();
            case "check" -> new CheckCommand();
            case "import" -> new ImportCommand();
            case "console" -> new ConsoleCommand();
            case "startup" -> new StartupCommand();
            case "operator" -> new OperatorCommand();
            case "mcp" -> new McpCommand();
            case "completion" -> new CompletionCommand();
            // internal command that a dying daemon runs, so the help does not list it
            case "comeback" -> new DaemonRestartCommand();
            default -> null;
        });
    }

    static CommandLine tree() {
        CommandSpec root = CommandSpec.create().name(Grammar.PROGRAM);
        root.usageMessage().description("Keeps a process running and within its limits.")
                .customSynopsis(Grammar.TYPED + " COMMAND").width(110)
                .footer("", "COMMAND --help shows a command's options with an example.", "Example:",
                        "  " + Grammar.TYPED + " start --script_path app.py --memory_threshold 300");
        root.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("shows this").build());
        root.addOption(
                OptionSpec.builder("-V", "--version").versionHelp(true).description("shows the version").build());
        for (String name : NAMES) {
            root.addSubcommand(name, new CommandLine(byName(name).orElseThrow().spec()));
        }
        return new CommandLine(root);
    }
}
