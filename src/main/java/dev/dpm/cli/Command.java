package dev.dpm.cli;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.written.WrittenCommand;
import picocli.CommandLine.Model.CommandSpec;

/** A command of the command line, with its options and arguments. */
interface Command {

    CommandSpec spec();

    default boolean takesCommand() {
        return false;
    }

    /**
     * Runs the command.
     *
     * @param words the parsed words
     * @return the exit code
     */
    int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed;
}
