package dev.dpm.view;

/** The width of a text in columns of a terminal: a wide character has two columns (UAX 11), a combining mark none. */
final class DisplayWidth {

    /** The first and last code point of each range of wide characters, in ascending order. */
    private static final int[] WIDE = {0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x25FD, 0x25FE,
            0x2614, 0x2615, 0x2648, 0x2653, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x2705, 0x2705, 0x270A,
            0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x2753, 0x2755, 0x2795, 0x2797, 0x2E80, 0x303E, 0x3041, 0x33FF,
            0x3400, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00,
            0xFF60, 0xFFE0, 0xFFE6, 0x17000, 0x18CFF, 0x1B000, 0x1B2FF, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F900,
            0x1F9FF, 0x20000, 0x3FFFD};

    private DisplayWidth() {
    }

    static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    private static int of(int character) {
        if (character < 0x300) {
            return 1;
        }
        int kind = Character.getType(character);
        boolean stacks = kind == Character.NON_SPACING_MARK || kind == Character.ENCLOSING_MARK
                || kind == Character.FORMAT;
        return stacks ? 0 : isWide(character) ? 2 : 1;
    }

    private static boolean isWide(int character) {
        for (int range = 0; range < WIDE.length && WIDE[range] <= character; range += 2) {
            if (character <= WIDE[range + 1]) {
                return true;
            }
        }
        return false;
    }

    /** The longest beginning of a text that is at most this many terminal columns wide. */
    static String head(String text, int columns) {
        int left = columns;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            left -= of(character);
            if (left < 0) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }

    /** The longest end of a text that is at most this many terminal columns wide. */
    static String tail(String text, int columns) {
        int left = columns;
        int begin = text.length();
        while (begin > 0) {
            int character = text.codePointBefore(begin);
            left -= of(character);
            if (left < 0) {
                break;
            }
            begin -= Character.charCount(character);
        }
        return text.substring(begin);
    }
}
