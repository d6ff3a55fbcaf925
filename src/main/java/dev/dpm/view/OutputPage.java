package dev.dpm.view;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Consecutive lines of output. A place is a number of bytes, valid across rotation.
 *
 * @param oldest stored byte
 * @param newest behind the newest byte
 * @param from the page's beginning
 * @param to its end
 * @param lines oldest first
 * @param atStart whether the page begins with the oldest byte
 * @param atEnd whether no complete line follows
 */
public record OutputPage(long oldest, long newest, long from, long to, List<Line> lines, boolean atStart,
        boolean atEnd) {

    public OutputPage {
        lines = List.copyOf(lines);
    }

    public static OutputPage none() {
        return new OutputPage(0, 0, 0, 0, List.of(), true, true);
    }

    /** A copy without lines that end before a place. */
    public OutputPage from(long place) {
        List<Line> kept = IntStream.range(0, lines.size())
                .filter(i -> (i + 1 < lines.size() ? lines.get(i + 1).at() : newest) > place).mapToObj(lines::get)
                .toList();
        return newest < place ? this : new OutputPage(oldest, newest, from, to, kept, atStart, atEnd);
    }

    /**
     * A line.
     *
     * @param at the place of its first byte
     * @param text without line end, perhaps with control characters
     * @param cut whether it is longer
     */
    public record Line(long at, String text, boolean cut) {
    }
}
