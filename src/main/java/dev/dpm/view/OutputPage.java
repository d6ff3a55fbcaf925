package dev.dpm.view;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Consecutive lines of a target's output. A place in the output is a number of bytes, counted from the first byte that
 * the target ever wrote, so it stays valid when the output file is rotated.
 *
 * @param oldest the place of the oldest byte that is still stored
 * @param newest the place after the newest byte
 * @param from where the page begins; a query {@code before} this place returns the previous page
 * @param to where the page ends; a query {@code from} this place returns the next page
 * @param lines the lines, oldest first; in a search only the matching lines
 * @param atStart whether this page begins with the oldest byte that is still stored
 * @param atEnd whether no complete line follows this page
 */
public record OutputPage(long oldest, long newest, long from, long to, List<Line> lines, boolean atStart,
        boolean atEnd) {

    public OutputPage {
        lines = List.copyOf(lines);
    }

    /** The page of a target without output. */
    public static OutputPage none() {
        return new OutputPage(0, 0, 0, 0, List.of(), true, true);
    }

    /**
     * A copy of this page without the lines that end before a place. If the target's output has not reached that place,
     * the page is unchanged.
     */
    public OutputPage from(long place) {
        List<Line> kept = IntStream.range(0, lines.size())
                .filter(i -> (i + 1 < lines.size() ? lines.get(i + 1).at() : newest) > place).mapToObj(lines::get)
                .toList();
        return newest < place ? this : new OutputPage(oldest, newest, from, to, kept, atStart, atEnd);
    }

    /**
     * One line of output.
     *
     * @param at the place of the line's first byte
     * @param text the line without its line end, decoded as UTF-8; invalid bytes are replaced. The text may contain
     *     control characters and markup, so it must be escaped before it is shown
     * @param cut whether the line is longer than {@code text}
     */
    public record Line(long at, String text, boolean cut) {
    }
}
