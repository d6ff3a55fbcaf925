package dev.dpm.view;

import java.util.Optional;

/**
 * A query for lines of a target's output.
 *
 * @param direction where the search for lines starts, and whether it goes forwards or backwards
 * @param place the byte at which the lines begin ({@code FROM}) or end ({@code BEFORE}); ignored for {@code LAST}
 * @param lines the largest number of lines, 1 to 10000
 * @param text only lines that contain this text, ignoring case
 */
public record OutputQuery(Direction direction, long place, int lines, Optional<String> text) {

    /** The largest number of output lines in one response to a query. */
    public static final int MOST_LINES = 10_000;

    /** Where the search for lines of a target's output starts, and whether it goes forwards or backwards. */
    public enum Direction {
        /** Forwards from the given place in the target's output. */
        FROM,
        /** Backwards from the given place in the target's output. */
        BEFORE,
        /** Backwards from the end of the target's output. */
        LAST
    }

    public OutputQuery {
        if (place < 0 || lines < 1 || lines > MOST_LINES) {
            throw new IllegalArgumentException("no page of output: " + lines + " lines at byte " + place);
        }
        text = text.filter(word -> !word.isEmpty());
    }

    public static OutputQuery last(int lines) {
        return new OutputQuery(Direction.LAST, 0, lines, Optional.empty());
    }

    public static OutputQuery from(long place, int lines) {
        return new OutputQuery(Direction.FROM, place, lines, Optional.empty());
    }

    public static OutputQuery before(long place, int lines) {
        return new OutputQuery(Direction.BEFORE, place, lines, Optional.empty());
    }

    /** A copy of this query that finds only lines with the given text. */
    public OutputQuery containing(String word) {
        return new OutputQuery(direction, place, lines, Optional.of(word));
    }
}
