package dev.dpm.view;

import java.util.List;

/**
 * Some lines of a target's output. Places are bytes counted from the first the target ever wrote, so they stay true when
 * the output is rotated.
 *
 * @param oldest the first byte that is kept
 * @param newest where the next byte will stand
 * @param from where the page begins: what came before it is asked for as {@code before} this
 * @param to where the page ends: what follows is asked for {@code from} here
 * @param lines oldest first; in a search those that match
 * @param atStart nothing that is kept comes before
 * @param atEnd nothing that is written follows, except perhaps the beginning of a line
 */
public record OutputPage(long oldest, long newest, long from, long to, List<Line> lines, boolean atStart,
        boolean atEnd) {

    public OutputPage {
        lines = List.copyOf(lines);
    }

    /** There is no output. */
    public static OutputPage none() {
        return new OutputPage(0, 0, 0, 0, List.of(), true, true);
    }

    /**
     * @param at the place of its first byte
     * @param text as the target wrote it, in UTF-8 with what is none of it replaced, without the line's end. May hold
     *        whatever can be written: escape it
     * @param cut it is longer than what is shown of it
     */
    public record Line(long at, String text, boolean cut) {
    }
}
