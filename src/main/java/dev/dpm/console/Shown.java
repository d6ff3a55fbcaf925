package dev.dpm.console;

/** Makes visible what would steer the reader: control characters, and those that turn the direction of writing. */
final class Shown {

    private static final int PICTURES = 0x2400;
    private static final int DELETE = 0x7f;
    private static final int PICTURE_OF_DELETE = 0x2421;
    /** Scripts and emoji need it, and its brother before it; they only join letters. */
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Shown() {
    }

    /** The text in one line; what steers stands there as a picture or a number. */
    static String oneLine(String text) {
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

    /** {@code ␛} for escape, {@code ⟨U+202E⟩} for what has no picture. */
    static String picture(int point) {
        if (point < ' ') {
            return Character.toString(PICTURES + point);
        }
        return point == DELETE ? Character.toString(PICTURE_OF_DELETE) : "⟨U+" + String.format("%04X", point) + "⟩";
    }
}
