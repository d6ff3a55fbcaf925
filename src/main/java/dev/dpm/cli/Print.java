package dev.dpm.cli;

import java.io.PrintStream;

/** Shows texts of the runner, which may repeat what a target wrote: on a terminal nothing in them steers it. */
final class Print {

    private Print() {
    }

    /** The text, ended by one line end; nothing where it is empty. */
    static void text(CommandContext surroundings, String text) {
        text(surroundings.out(), surroundings.outIsTerminal() ? TerminalFilter.plain(text) : text);
    }

    /** The same on stderr, which people read: nothing in it ever steers. */
    static void error(CommandContext surroundings, String text) {
        text(surroundings.err(), TerminalFilter.plain(text));
    }

    private static void text(PrintStream out, String text) {
        String plain = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (!plain.isEmpty()) {
            out.println(plain);
        }
    }
}
