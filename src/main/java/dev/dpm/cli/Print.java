package dev.dpm.cli;

import java.io.PrintStream;

/** Shows texts of the runner as they came. */
final class Print {

    private Print() {
    }

    /** The text, ended by one line end; nothing where it is empty. */
    static void text(PrintStream out, String text) {
        String plain = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (!plain.isEmpty()) {
            out.println(plain);
        }
    }
}
