package dev.dpm.view;

final class Printable {

    private Printable() {
    }

    /** A text without line breaks. Control characters become {@code ?}. */
    static String of(String text) {
        return text.codePoints().map(Printable::shown)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static int shown(int character) {
        if (character == '\n' || character == '\t' || character == '\r') {
            return ' ';
        }
        int kind = Character.getType(character);
        boolean steers = kind == Character.CONTROL || kind == Character.FORMAT || kind == Character.LINE_SEPARATOR
                || kind == Character.PARAGRAPH_SEPARATOR;
        return steers ? '?' : character;
    }
}
