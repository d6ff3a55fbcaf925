package dev.dpm.cli;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.WrittenCommand;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code completion}: prints a script with which a shell completes commands, options and names of targets. */
final class CompletionCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new Grammar("completion", "bash|zsh|fish",
                """
                        Prints a completion script for a shell; it completes dpm and dpm-runner, be they aliases or \
                        scripts of yours, with the names of the targets that are known when the key is pressed. \
                        Default: bash.""")
                .names("the shell")
                .example("completion bash > ~/.dpm-completion; echo '. ~/.dpm-completion' >> ~/.bashrc",
                        "completion zsh > ~/.dpm-completion; echo '. ~/.dpm-completion' >> ~/.zshrc",
                        "completion fish > ~/.config/fish/conf.d/dpm.fish");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        String shell = words.names().isEmpty() ? "bash" : words.names().get(0);
        surroundings.out().print(script(shell, words.names().size()));
        return ExitCodes.DONE;
    }

    private static String script(String shell, int shells) throws CommandFailed {
        CompletionScript script = new CompletionScript();
        switch (shells > 1 ? "" : shell) {
            case "bash" -> {
                return script.bash();
            }
            case "zsh" -> {
                return script.zsh();
            }
            case "fish" -> {
                return script.fish();
            }
            default -> throw new CommandFailed(ExitCodes.USAGE,
                    "completion: " + (shells > 1 ? "one shell at a time" : "'" + shell + "' is not a shell it knows")
                            + "; allowed: bash, zsh or fish");
        }
    }
}
