package dev.dpm.view;

/**
 * The abilities of the reader's terminal.
 *
 * @param colour whether the terminal understands ANSI colours (ECMA-48, SGR) and the reader wants them
 * @param boxes whether tables get frames
 * @param width columns; 0: no limit, as in a file or a pipe
 * @param height the largest number of lines of a text; 0: no limit, the reader scrolls
 */
public record Style(boolean colour, boolean boxes, int width, int height) {

    /** The style for files, pipes and other programs. */
    public static final Style PLAIN = new Style(false, false, 0, 0);

    public Style {
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException("a terminal has no negative size: " + width + " x " + height);
        }
    }

    /** A style without a limit on lines. */
    public Style(boolean colour, boolean boxes, int width) {
        this(colour, boxes, width, 0);
    }

    /** The colours, each with one meaning. */
    enum Ink {
        NONE(""), GOOD("32"), WARN("33"), BAD("31"), BOLD("1"), DIM("2");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    /** The text in a colour, where colours are wanted. */
    String paint(String text, Ink ink) {
        return colour && ink != Ink.NONE ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
    }
}
