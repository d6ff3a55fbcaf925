package dev.dpm.cli.call;

import java.io.PrintStream;

/** Prints texts of the runner. On a terminal, control sequences are removed, since the texts may quote a target. */
public final class Print {

    private Print() {
    }

    /** Prints a text with one newline at its end; prints nothing for an empty text. */
    public static void text(CommandContext surroundings, String text) {
        text(surroundings.out(), surroundings.outIsTerminal() ? TerminalFilter.plain(text) : text);
    }

    /** Prints a text on stderr, always without control sequences. */
    public static void error(CommandContext surroundings, String text) {
        text(surroundings.err(), TerminalFilter.plain(text));
    }

    private static void text(PrintStream out, String text) {
        String plain = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (!plain.isEmpty()) {
            out.println(plain);
        }
    }
}
