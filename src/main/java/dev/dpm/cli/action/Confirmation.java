package dev.dpm.cli.action;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Sentences;
import dev.dpm.cli.written.WrittenCommand;

/** Asks the user for confirmation before a command ends or removes something. */
public final class Confirmation {

    public static final String[] NAMES = {"-y", "--yes"};

    private Confirmation() {
    }

    /**
     * Asks the user to confirm the command, unless {@code --yes} was given.
     * @throws CommandFailed with exit code 2: the user's answer is no, or stdin is no terminal
     */
    public static void ask(WrittenCommand words, CommandContext surroundings, String question) throws CommandFailed {
        ask(words, surroundings, question, "");
    }

    /**
     * Asks the user to confirm the command, unless {@code --yes} was given.
     * @param fact the first half of the error message if stdin is no terminal; ends with a semicolon
     * @see #ask(WrittenCommand, CommandContext, String)
     */
    public static void ask(WrittenCommand words, CommandContext surroundings, String question, String fact)
            throws CommandFailed {
        if (words.has("--yes")) {
            return;
        }
        if (!surroundings.inIsTerminal()) {
            throw new CommandFailed(ExitCodes.USAGE,
                    "nothing was done: " + fact + "there is no terminal to ask on; --yes does it without asking");
        }
        surroundings.out().print(question + " [y/N] ");
        surroundings.out().flush();
        String answer = line(surroundings.in()).strip().toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw new CommandFailed(ExitCodes.USAGE, "nothing was done: not confirmed");
        }
    }

    /**
     * Asks the user to confirm a stop of targets and of the targets that depend on them.
     *
     * @param names the targets that the user named
     * @param dependents the targets that are stopped first because they depend on the named ones; may be empty
     * @param end the end of the question, with its question mark
     * @see #ask(WrittenCommand, CommandContext, String)
     */
    public static void askToStop(WrittenCommand words, CommandContext surroundings, List<String> names,
            List<String> dependents, String end) throws CommandFailed {
        String all = Sentences.oneAndOthers(names);
        if (dependents.isEmpty()) {
            ask(words, surroundings, "Stop " + all + end);
            return;
        }
        String told = String.join(", ", dependents) + (dependents.size() == 1 ? " depends on " : " depend on ")
                + all + (dependents.size() == 1 ? " and is" : " and are") + " stopped first";
        ask(words, surroundings, told + ". Stop " + Sentences.oneAndOthers(Stream
                .concat(dependents.stream(), names.stream()).toList()) + end, told + "; ");
    }

    private static String line(InputStream in) throws CommandFailed {
        StringBuilder line = new StringBuilder();
        try {
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.append((char) c);
            }
        } catch (IOException e) {
            throw new CommandFailed(ExitCodes.USAGE, "nothing was done: the answer cannot be read", e);
        }
        return line.toString();
    }
}
