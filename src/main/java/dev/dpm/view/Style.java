package dev.dpm.view;

/**
 * What a terminal can show.
 * @param colour whether it shows colours (ECMA-48, SGR)
 * @param boxes whether it shows frames around tables
 * @param width its width in columns; 0: no limit
 * @param height its height in lines; 0: no limit
 */
public record Style(boolean colour, boolean boxes, int width, int height) {

    public static final Style PLAIN = new Style(false, false, 0, 0);

    public Style {
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException("a terminal has no negative size: " + width + " x " + height);
        }
    }

    public Style(boolean colour, boolean boxes, int width) {
        this(colour, boxes, width, 0);
    }

    enum Ink {
        NONE(""), GOOD("32"), WARN("33"), BAD("31"), BOLD("1"), DIM("2");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    /** The text in a colour if the terminal shows colours, otherwise the text itself. */
    String paint(String text, Ink ink) {
        return colour && ink != Ink.NONE ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
    }
}
