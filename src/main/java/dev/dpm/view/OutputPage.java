package dev.dpm.view;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Some lines of a target's output. Places are bytes counted from the first byte that the target ever wrote, so they
 * stay valid when the output is rotated.
 *
 * @param oldest the place of the oldest byte kept
 * @param newest the place of the next byte to be written
 * @param from the beginning of the page; a query {@code before} this place gives the page before
 * @param to the end of the page; a query {@code from} this place gives the next page
 * @param lines the lines, oldest first; in a search only the matching lines
 * @param atStart whether this page begins with the oldest byte kept
 * @param atEnd whether nothing follows this page, except perhaps an unfinished line
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
     * A copy of this page without the lines that end before a place; the whole page if all of its lines are after the
     * place.
     */
    public OutputPage from(long place) {
        List<Line> kept = IntStream.range(0, lines.size())
                .filter(i -> (i + 1 < lines.size() ? lines.get(i + 1).at() : newest) > place).mapToObj(lines::get)
                .toList();
        return newest < place ? this : new OutputPage(oldest, newest, from, to, kept, atStart, atEnd);
    }

    /**
     * A line of output.
     *
     * @param at the place of the line's first byte
     * @param text the line decoded as UTF-8, invalid bytes replaced, without the line's end. The text may contain
     *     control characters and markup, so it must be escaped
     * @param cut whether the line is longer than its text
     */
    public record Line(long at, String text, boolean cut) {
    }
}
