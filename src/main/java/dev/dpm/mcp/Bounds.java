package dev.dpm.mcp;

/** The bounds on the messages that the server reads and on the answers that it sends. */
final class Bounds {

    /**
     * The largest number of bytes of a message from the assistant; the arguments of a tool take a few hundred bytes.
     */
    static final int LINE_BYTES = 64 << 10;
    /** The largest number of characters of an answer to the assistant. */
    static final int ANSWER = 200_000;

    private Bounds() {
    }

    /** Removes the beginning of an answer that is too long, since the newest lines are at the end. */
    static String shortened(String text) {
        if (text.length() <= ANSWER) {
            return text;
        }
        int line = text.indexOf('\n', text.length() - ANSWER);
        int from = line < 0 ? text.length() - ANSWER : line + 1;
        return "(" + from + " characters before this are left out: ask for fewer lines)\n" + text.substring(from);
    }
}
