package dev.dpm.console;

/** Makes control characters visible, and also characters that change the direction of writing. */
final class VisibleText {

    /** The difference between the code of a letter and that of its control character: {@code ^[} is escape. */
    private static final int CARET = 0x40;
    private static final char ESCAPE = '\u001b';
    private static final int DELETE = 0x7f;
    /**
     * The zero-width joiner. It is not made visible, and neither is the character before it, since scripts and emoji need both.
     */
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private VisibleText() {
    }

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

    /** Whether a character would change how the rest of the text is displayed, so that this class replaces it. */
    static boolean isControl(int point) {
        if (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_JOINER - 1) {
            return false;
        }
        int kind = Character.getType(point);
        return kind == Character.CONTROL || kind == Character.FORMAT || kind == Character.LINE_SEPARATOR
                || kind == Character.PARAGRAPH_SEPARATOR || kind == Character.SURROGATE;
    }

    /** The visible form of a control character: {@code ^[} for escape, as in cat -v. Other characters: {@code ⟨U+202E⟩}. */
    static String picture(int point) {
        return point < ' ' || point == DELETE
                ? "^" + Character.toString(point ^ CARET)
                : "⟨U+" + String.format("%04X", point) + "⟩";
    }
}
