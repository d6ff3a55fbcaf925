package dev.dpm.cli;

import picocli.CommandLine.Model.CommandSpec;

/** One command: what may be written behind its name, and what it then does. */
interface Command {

    /** Its options, arguments and help. */
    CommandSpec spec();

    /** Whether {@code -- COMMAND ARGS} may follow. */
    default boolean takesCommand() {
        return false;
    }

    /**
     * @param words what was written, as {@link #spec} allows it
     * @return the exit code
     */
    int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed;
}
