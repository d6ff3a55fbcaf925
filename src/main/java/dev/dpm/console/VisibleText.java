package dev.dpm.console;

/**
 * Replaces characters that would affect the display by visible text: control characters, and characters that change the
 * direction of writing.
 */
final class VisibleText {

    /**
     * The code of a control character plus this number is the code of the letter that names it: {@code ^[} is escape.
     */
    private static final int CARET = 0x40;
    private static final char ESCAPE = '\u001b';
    private static final int DELETE = 0x7f;
    /**
     * The zero-width joiner. Scripts and emoji need this character and the preceding one, the zero-width non-joiner;
     * both characters only affect how letters join, so they are not replaced.
     */
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private VisibleText() {
    }

    /**
     * A program's text in one line: without a terminal's colours, and with other control characters replaced by visible
     * text.
     */
    static String oneLine(String coloured) {
        String text = coloured.indexOf(ESCAPE) < 0 ? coloured : Ansi.withoutColours(coloured);
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\n' || point == '\t' || point == '\r') {
                shown.append(' ');
            } else if (isControl(point)) {
                shown.append(picture(point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** Whether a character would affect the display, so that this class replaces it. */
    static boolean isControl(int point) {
        if (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_JOINER - 1) {
            return false;
        }
        int kind = Character.getType(point);
        return kind == Character.CONTROL || kind == Character.FORMAT || kind == Character.LINE_SEPARATOR
                || kind == Character.PARAGRAPH_SEPARATOR || kind == Character.SURROGATE;
    }

    /**
     * The visible text for a character: {@code ^[} for escape, as in cat -v; {@code ⟨U+202E⟩} for a character without
     * such a form.
     */
    static String picture(int point) {
        return point < ' ' || point == DELETE
                ? "^" + Character.toString(point ^ CARET)
                : "⟨U+" + String.format("%04X", point) + "⟩";
    }
}
