package dev.dpm.cli;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.written.WrittenCommand;
import picocli.CommandLine.Model.CommandSpec;

/** A command such as {@code start}, with the options and arguments that it accepts. */
interface Command {

    CommandSpec spec();

    default boolean takesCommand() {
        return false;
    }

    /**
     * Runs the command.
     * @param words the parsed command line
     * @return the exit code of the JVM
     * @throws CommandFailed with the exit code and the sentence of the failure
     */
    int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed;
}
