package dev.dpm.mcp;

final class Bounds {

    /** The length of the longest accepted message in bytes. The arguments of a tool take a few hundred bytes. */
    static final int LINE_BYTES = 64 << 10;
    static final int ANSWER = 200_000;

    private Bounds() {
    }

    /** A text of at most the allowed length. The beginning is cut off, since the newest lines are at the end. */
    static String shortened(String text) {
        if (text.length() <= ANSWER) {
            return text;
        }
        int line = text.indexOf('\n', text.length() - ANSWER);
        int from = line < 0 ? text.length() - ANSWER : line + 1;
        return "(" + from + " characters before this are left out: ask for fewer lines)\n" + text.substring(from);
    }
}
