package dev.dpm.console;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.dpm.view.OutputPage;

/**
 * One line of a target's output on a page: limited in length, and with HTML escaped.
 *
 * @param at the place of the line in the output, in bytes, which is also the id of its HTML element
 * @param seen when the runner saw the line appear; if {@code isEarly}, when the runner first read the line
 * @param isEarly whether the line was written before a browser watched the output
 * @param more text about the part of the line that is not shown; empty if the whole line is shown
 */
public record OutputLine(long at, Instant seen, boolean isEarly, List<Part> parts, String more) {

    private static final int MOST_CHARACTERS = 2000;

    /**
     * A part of the line with one style.
     *
     * @param style CSS classes for colour and weight; empty if none
     * @param isFound whether this part matches the searched text
     */
    public record Part(String text, String style, boolean isFound) {
    }

    static OutputLine of(OutputPage.Line line, Instant seen, boolean isEarly, String searched) {
        String text = line.text();
        boolean isLong = text.length() > MOST_CHARACTERS;
        int end = isLong && Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1))
                ? MOST_CHARACTERS - 1
                : MOST_CHARACTERS;
        String more = line.cut()
                ? "… and more, in the download"
                : isLong ? "… " + (text.length() - end) + " more characters, in the download" : "";
        return new OutputLine(line.at(), seen, isEarly, Ansi.parts(isLong ? text.substring(0, end) : text, searched),
                more);
    }

    static List<OutputLine> of(OutputPage page, Instant seen, boolean isEarly, String searched) {
        Instant second = seen.truncatedTo(ChronoUnit.SECONDS);
        return page.lines().stream().map(line -> of(line, second, isEarly, searched)).toList();
    }
}
