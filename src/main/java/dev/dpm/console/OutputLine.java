package dev.dpm.console;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.dpm.view.OutputPage;

/**
 * A line of a target's output.
 * @param at the number of bytes of the output before the line, which is also the line's HTML id
 * @param seen when the runner first read the line
 * @param isEarly whether the line was written before a browser watched the output
 * @param more a phrase about the hidden rest of a long line; empty text: nothing is hidden
 */
public record OutputLine(long at, Instant seen, boolean isEarly, List<Part> parts, String more) {

    private static final int MOST_CHARACTERS = 2000;

    /**
     * A part of a line with one style.
     * @param style CSS classes
     * @param isFound whether the part is the searched text
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
