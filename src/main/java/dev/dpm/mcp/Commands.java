package dev.dpm.mcp;

import java.util.List;

/** Runs commands of the command line in this JVM. The package {@code app} implements this interface. */
@FunctionalInterface
public interface Commands {

    /**
     * Runs a command and waits for its end.
     *
     * @param words the words of a command line, beginning with the command's name
     */
    Said run(List<String> words);

    /**
     * The output of a command.
     *
     * @param exitCode 0: done; 1: failed, or (command {@code status}) a target is in trouble; other codes: bad input,
     *     or no daemon answers
     */
    record Said(int exitCode, String out, String err) {
    }
}
