package dev.dpm.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.console.OutputLine.Part;

/** Converts colours in a target's output (ECMA-48, 8.3.117 SGR) to CSS classes. Other control sequences become visible text. */
final class Ansi {

    private static final Pattern SGR = Pattern.compile("\u001b\\[([0-9;]{0,40})m");
    private static final Set<Integer> EFFECTS = Set.of(1, 2, 3, 4, 7, 9);
    private static final String CONTROL = "ctl";

    private final List<Part> parts = new ArrayList<>();
    private final String searched;
    private final Set<Integer> effects = new TreeSet<>();
    private int front = -1;
    private int back = -1;

    private Ansi(String searched) {
        this.searched = searched.toLowerCase(Locale.ROOT);
    }

    static String withoutColours(String text) {
        return SGR.matcher(text).replaceAll("");
    }

    /**
     * The parts of a line of output, each with one style.
     * @param searched the text that is highlighted in the line, in upper or lower case; empty text: none
     */
    static List<Part> parts(String line, String searched) {
        Ansi reading = new Ansi(searched);
        Matcher orders = SGR.matcher(line);
        int at = 0;
        while (orders.find()) {
            reading.text(line.substring(at, orders.start()));
            reading.obey(orders.group(1));
            at = orders.end();
        }
        reading.text(line.substring(at));
        return reading.parts;
    }

    private void obey(String codes) {
        String[] words = codes.split(";");
        for (int i = 0; i < words.length; i++) {
            int code = words[i].isEmpty() ? 0 : Integer.parseInt(words[i].substring(0, Math.min(4, words[i].length())));
            if (code == 38 || code == 48) {
                int colour = i + 2 < words.length && words[i + 1].equals("5") ? paletteColour(words[i + 2]) : -1;
                front = code == 38 ? colour : front;
                back = code == 48 ? colour : back;
                i += i + 1 < words.length && words[i + 1].equals("2") ? 4 : 2;
            } else {
                obey(code);
            }
        }
    }

    private void obey(int code) {
        if (code == 0) {
            effects.clear();
            front = -1;
            back = -1;
        } else if (EFFECTS.contains(code)) {
            effects.add(code);
        } else if (code == 22) {
            effects.removeAll(Set.of(1, 2));
        } else if (code > 22 && code < 30) {
            effects.remove(code - 20);
        } else if (code >= 30 && code <= 37 || code >= 90 && code <= 97) {
            front = code % 10;
        } else if (code >= 40 && code <= 47 || code >= 100 && code <= 107) {
            back = code % 10;
        } else if (code == 39) {
            front = -1;
        } else if (code == 49) {
            back = -1;
        }
    }

    /**
     * The index of one of the 16 basic colours of the palette, without its brightness. -1: another colour, which is not shown.
     */
    private static int paletteColour(String word) {
        return word.matches("[0-9]|1[0-5]") ? Integer.parseInt(word) % 8 : -1;
    }

    private String style() {
        StringBuilder style = new StringBuilder();
        effects.forEach(effect -> style.append(" a").append(effect));
        if (front >= 0) {
            style.append(" f").append(front);
        }
        if (back >= 0) {
            style.append(" g").append(back);
        }
        return style.toString().strip();
    }

    /** Adds a text to the line. Control characters become parts of their own. */
    private void text(String text) {
        int begin = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int point = text.codePointAt(at);
            if (point != '\t' && VisibleText.isControl(point)) {
                found(text.substring(begin, at));
                parts.add(new Part(VisibleText.picture(point), CONTROL, false));
                begin = at + Character.charCount(point);
            }
        }
        found(text.substring(begin));
    }

    /** Adds a text to the line. Occurrences of the searched text become parts of their own. */
    private void found(String text) {
        int begin = 0;
        if (!searched.isEmpty()) {
            String lower = text.toLowerCase(Locale.ROOT);
            boolean isAligned = lower.length() == text.length();
            for (int at = lower.indexOf(searched); isAligned && at >= 0; at = lower.indexOf(searched, begin)) {
                plain(text.substring(begin, at));
                begin = at + searched.length();
                parts.add(new Part(text.substring(at, begin), style(), true));
            }
        }
        plain(text.substring(begin));
    }

    private void plain(String text) {
        if (!text.isEmpty()) {
            parts.add(new Part(text, style(), false));
        }
    }
}
