package dev.dpm.mcp;

import java.util.List;

/** Port: runs commands of the command line in this JVM. */
@FunctionalInterface
public interface Commands {

    /**
     * Runs a command to its end.
     *
     * @param words as on the command line, beginning with the command's name
     */
    Said run(List<String> words);

    /**
     * What a command said.
     *
     * @param exitCode 0: done; 1: failed, or (status) something is in trouble; others: bad input, or nobody answers
     */
    record Said(int exitCode, String out, String err) {
    }
}
