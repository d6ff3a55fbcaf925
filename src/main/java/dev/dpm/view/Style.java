package dev.dpm.view;

/**
 * What the reader's terminal can show.
 *
 * @param colour whether the terminal supports ANSI colours (ECMA-48, SGR) and the reader wants colours
 * @param boxes whether tables are framed
 * @param width the terminal's width in columns; 0 means no limit, as in a file or a pipe
 * @param height the largest number of lines of a text; 0 means no limit, since the reader can scroll
 */
public record Style(boolean colour, boolean boxes, int width, int height) {

    /** The style of text for files, pipes and other programs: no colours, no frames, no limits. */
    public static final Style PLAIN = new Style(false, false, 0, 0);

    public Style {
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException("a terminal has no negative size: " + width + " x " + height);
        }
    }

    /** Makes a style without a limit on the number of lines. */
    public Style(boolean colour, boolean boxes, int width) {
        this(colour, boxes, width, 0);
    }

    /** The colours of texts on a terminal; each has one meaning. */
    enum Ink {
        NONE(""), GOOD("32"), WARN("33"), BAD("31"), BOLD("1"), DIM("2");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    /** The text in a colour, or the unchanged text if this style has no colours. */
    String paint(String text, Ink ink) {
        return colour && ink != Ink.NONE ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
    }
}
