package dev.dpm.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** {@code completion}: a script that makes bash and zsh complete commands and options. */
final class CompletionCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new Grammar("completion", "", "Prints a completion script for bash and zsh; it completes the word "
                + "dpm-runner, be it an alias or a script of yours.")
                .example("completion > ~/.dpm-completion; alias dpm-runner='java -jar dpm-runner.jar'; "
                        + ". ~/.dpm-completion");
    }

    @Override
    public int run(Words words, Surroundings surroundings) {
        surroundings.out().print(AutoComplete.bash(Grammar.PROGRAM, Commands.tree()));
        return ExitCodes.DONE;
    }
}
