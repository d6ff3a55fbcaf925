package dev.dpm.view;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of the terminal's width, between words if possible. */
final class Folded {

    private Folded() {
    }

    /**
     * Breaks a text into lines that fit the terminal.
     *
     * @param width the terminal's width in columns; 0: no limit
     * @param indent the number of blanks before each line but the first
     */
    static List<String> lines(String text, int width, int indent) {
        if (width == 0 || DisplayWidth.of(text) <= width) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        String margin = " ".repeat(Math.min(indent, width / 2));
        String rest = text;
        while (!rest.isEmpty()) {
            String before = lines.isEmpty() ? "" : margin;
            int end = breakAt(rest, width - before.length());
            lines.add(before + rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        return lines;
    }

    /** Cuts a text to the terminal's height. The last line then says how many lines are left out. */
    static List<String> cut(List<String> lines, Style style) {
        int over = lines.size() - style.height();
        if (style.height() == 0 || over <= 0) {
            return lines;
        }
        List<String> some = new ArrayList<>(lines.subList(0, style.height() - 1));
        some.add(style.paint("… and " + (over + 1) + " lines more: without --watch they are all there", Style.Ink.DIM));
        return some;
    }

    private static int breakAt(String text, int columns) {
        String fitting = DisplayWidth.head(text, columns);
        if (fitting.length() == text.length()) {
            return text.length();
        }
        int blank = text.lastIndexOf(' ', fitting.length());
        // a character that is wider than the terminal still gets a line of its own
        return blank > fitting.length() / 3
                ? blank
                : Math.max(fitting.length(), Character.charCount(text.codePointAt(0)));
    }
}
