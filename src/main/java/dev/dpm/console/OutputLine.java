package dev.dpm.console;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.dpm.view.OutputPage;

/**
 * A line of output.
 *
 * @param at its place in bytes, also the HTML id
 * @param seen when the line was first read
 * @param isEarly whether it was written before a browser watched
 * @param more about the hidden rest; empty text: none
 */
public record OutputLine(long at, Instant seen, boolean isEarly, List<Part> parts, String more) {

    private static final int MOST_CHARACTERS = 2000;

    /**
     * A part with one style.
     *
     * @param style CSS classes
     * @param isFound whether it is the searched text
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
