package dev.dpm.console;

/** Makes visible what would steer the reader: control characters, and those that turn the direction of writing. */
final class Shown {

    /** Control characters are a letter's distance apart from the letters that name them: {@code ^[} is escape. */
    private static final int CARET = 0x40;
    private static final char ESCAPE = '\u001b';
    private static final int DELETE = 0x7f;
    /** Scripts and emoji need it, and its brother before it; they only join letters. */
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Shown() {
    }

    /** The text in one line, without a terminal's colours; what else steers stands there by its name. */
    static String oneLine(String coloured) {
        String text = coloured.indexOf(ESCAPE) < 0 ? coloured : Ansi.withoutColours(coloured);
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\n' || point == '\t' || point == '\r') {
                shown.append(' ');
            } else if (isSteering(point)) {
                shown.append(picture(point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** Whether a character is an order to whoever shows it. */
    static boolean isSteering(int point) {
        if (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_JOINER - 1) {
            return false;
        }
        int kind = Character.getType(point);
        return kind == Character.CONTROL || kind == Character.FORMAT || kind == Character.LINE_SEPARATOR
                || kind == Character.PARAGRAPH_SEPARATOR || kind == Character.SURROGATE;
    }

    /** {@code ^[} for escape, as cat -v has it; {@code ⟨U+202E⟩} for what has no such name. */
    static String picture(int point) {
        return point < ' ' || point == DELETE
                ? "^" + Character.toString(point ^ CARET)
                : "⟨U+" + String.format("%04X", point) + "⟩";
    }
}
