package dev.dpm.mcp;

import java.util.List;

@FunctionalInterface
public interface Commands {

    /**
     * Makes the object that carries out commands.
     *
     * @param words of a command line, beginning with the command
     */
    Said run(List<String> words);

    /**
     * The output of a command.
     *
     * @param exitCode 1: failed, or for {@code status} a target is in trouble
     */
    record Said(int exitCode, String out, String err) {
    }
}
