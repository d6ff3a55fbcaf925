package dev.dpm.mcp;

import java.util.List;

@FunctionalInterface
public interface Commands {

    /**
     * Runs a command line and returns its output.
     * @param words the words of the command line, beginning with the command
     */
    Said run(List<String> words);

    /**
     * The output of a command.
     * @param exitCode 1: the command failed, or, from {@code status}, a target is in trouble
     */
    record Said(int exitCode, String out, String err) {
    }
}
