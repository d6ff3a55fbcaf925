package dev.dpm.view;

/** Text that cannot steer a terminal: names, reasons and messages may repeat what a target said. */
final class Printable {

    private Printable() {
    }

    /** The text in one line, each control character a {@code ?}; line ends and tabs become a space. */
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
