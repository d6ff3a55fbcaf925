package dev.dpm.cli.call;

import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints texts of the runner. On a terminal, control sequences are removed, since a text may quote a target's output. */
public final class Print {

    private static final String WARNING = "WARNING ";

    private Print() {
    }

    /** Prints a text and one newline on stdout. An empty text prints nothing. */
    public static void text(CommandContext surroundings, String text) {
        text(surroundings.out(), surroundings.outIsTerminal() ? TerminalFilter.plain(text) : text);
    }

    /** Prints a text on stderr, always without control sequences. */
    public static void error(CommandContext surroundings, String text) {
        text(surroundings.err(), TerminalFilter.plain(text));
    }

    /** Prints the lines that begin with {@code WARNING} on stderr, and the others on stdout. */
    public static void withWarnings(CommandContext surroundings, String text) {
        Map<Boolean, String> lines = text.lines().collect(
                Collectors.partitioningBy(line -> line.startsWith(WARNING), Collectors.joining("\n")));
        error(surroundings, lines.get(true));
        text(surroundings, lines.get(false));
    }

    private static void text(PrintStream out, String text) {
        String plain = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (!plain.isEmpty()) {
            out.println(plain);
        }
    }
}
