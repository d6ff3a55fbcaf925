package dev.dpm.console;

/** Makes control characters, and characters that change the direction of writing, visible. */
final class VisibleText {

    /** The difference between a control character and the letter that names it: {@code ^[} is escape. */
    private static final int CARET = 0x40;
    private static final char ESCAPE = '\u001b';
    private static final int DELETE = 0x7f;
    /** Scripts and emoji need the zero-width joiner and the character before it, so both stay. */
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private VisibleText() {
    }

    /** A text in one line, without colours and with visible control characters. */
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

    /** {@code ^[} for escape, as in cat -v; otherwise {@code ⟨U+202E⟩}. */
    static String picture(int point) {
        return point < ' ' || point == DELETE
                ? "^" + Character.toString(point ^ CARET)
                : "⟨U+" + String.format("%04X", point) + "⟩";
    }
}
