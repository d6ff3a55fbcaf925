package dev.dpm.view;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Consecutive lines of a target's output. A place in the output is the number of bytes before it. A place stays valid when
 * output files are rotated.
 * @param oldest the place of the oldest stored byte
 * @param newest the place behind the newest byte
 * @param from the place where the page begins
 * @param to the place where the page ends
 * @param lines oldest first
 * @param atStart whether the page begins with the oldest byte
 * @param atEnd whether no complete line follows the page
 */
public record OutputPage(long oldest, long newest, long from, long to, List<Line> lines, boolean atStart,
        boolean atEnd) {

    public OutputPage {
        lines = List.copyOf(lines);
    }

    public static OutputPage none() {
        return new OutputPage(0, 0, 0, 0, List.of(), true, true);
    }

    /** A copy of this page without the lines that end before a place. */
    public OutputPage from(long place) {
        List<Line> kept = IntStream.range(0, lines.size())
                .filter(i -> (i + 1 < lines.size() ? lines.get(i + 1).at() : newest) > place).mapToObj(lines::get)
                .toList();
        return newest < place ? this : new OutputPage(oldest, newest, from, to, kept, atStart, atEnd);
    }

    /**
     * A line of a target's output.
     * @param at the place of its first byte
     * @param text the line without its line end, perhaps with control characters
     * @param cut whether the line is longer than the text
     */
    public record Line(long at, String text, boolean cut) {
    }
}
