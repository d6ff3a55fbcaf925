package dev.dpm.view;

import java.util.Optional;

/**
 * Selects lines of a target's output.
 * @param place where the lines begin ({@code FROM}) or end ({@code BEFORE})
 * @param lines the largest number of lines, 1 to 10000
 * @param text a text that the lines must contain, where upper and lower case count as equal; empty: all lines are selected
 */
public record OutputQuery(Direction direction, long place, int lines, Optional<String> text) {

    public static final int MOST_LINES = 10_000;

    /** Whether the selected lines begin or end at the place. */
    public enum Direction {
        FROM,
        BEFORE,
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
