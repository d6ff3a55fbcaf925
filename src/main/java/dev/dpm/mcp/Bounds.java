package dev.dpm.mcp;

/** How much is read and answered. */
final class Bounds {

    /** Most bytes of a message that is read; the arguments of a tool take a few hundred. */
    static final int LINE_BYTES = 64 << 10;
    /** Most characters of an answer. */
    static final int ANSWER = 200_000;

    private Bounds() {
    }

    /** Shortens a text that is too long by its beginning, since the newest lines are at the end. */
    static String shortened(String text) {
        if (text.length() <= ANSWER) {
            return text;
        }
        int line = text.indexOf('\n', text.length() - ANSWER);
        int from = line < 0 ? text.length() - ANSWER : line + 1;
        return "(" + from + " characters before this are left out: ask for fewer lines)\n" + text.substring(from);
    }
}
