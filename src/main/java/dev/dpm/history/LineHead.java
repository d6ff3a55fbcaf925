package dev.dpm.history;

import java.util.regex.Matcher;

/**
 * Looks at the heads of many lines of the journal, one after the other, and leaves nothing behind that would have to be
 * collected: tens of thousands are looked at for a few that are parsed.
 */
final class LineHead {

    private static final int MOST_DIGITS = 16;

    private final Matcher matcher = JournalHead.SHAPE.matcher("");
    private CharSequence line = "";

    /** Whether it is a whole line of ours with a sequence; then the other methods speak of it. */
    boolean look(CharSequence next) {
        line = next;
        int length = next.length();
        return length > 0 && next.charAt(length - 1) == '}' && matcher.reset(next).lookingAt()
                && matcher.start(2) >= 0 && matcher.end(2) - matcher.start(2) <= MOST_DIGITS;
    }

    long sequence() {
        return Long.parseLong(line, matcher.start(2), matcher.end(2), 10);
    }

    /** Whether it bears an earlier {@link dev.dpm.log.Stamp}; one that bears none as we write them does not. */
    boolean isEarlierThan(String stamp) {
        int start = matcher.start(3);
        if (start < 0 || matcher.end(3) - start != stamp.length()) {
            return false;
        }
        for (int i = 0; i < stamp.length(); i++) {
            int difference = line.charAt(start + i) - stamp.charAt(i);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }
}
