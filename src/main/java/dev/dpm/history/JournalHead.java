package dev.dpm.history;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the first members of a journal line without parsing the rest of it, since a search reads tens of thousands of lines.
 */
final class JournalHead {

    static final int SCHEMA = 1;

    /** The largest integer that all JSON parsers read exactly (2^53 - 1, RFC 8259 section 6). */
    private static final long LARGEST = 9_007_199_254_740_991L;
    private static final int MOST_DIGITS = 16;
    private static final Pattern SHAPE = Pattern.compile(
            "\\{\"schema\":([1-9][0-9]{0,8})(?:,\"sequence\":([0-9]+))?(?:,\"time\":\"([^\"]{1,40})\")?[,}]");

    private final Matcher matcher = SHAPE.matcher("");
    private CharSequence line = "";

    /**
     * Reads the beginning of a line. The other methods then describe this line.
     * @return false: the text does not begin as a line of the journal does
     */
    boolean look(CharSequence next) {
        line = next;
        int length = next.length();
        return length > 0 && next.charAt(length - 1) == '}' && matcher.reset(next).lookingAt();
    }

    int schema() {
        return (int) number(1);
    }

    boolean isNewer() {
        return schema() > SCHEMA;
    }

    /** Whether the sequence number is at the place where this version of the runner writes it. */
    boolean hasSequence() {
        return matcher.start(2) >= 0 && matcher.end(2) - matcher.start(2) <= MOST_DIGITS && number(2) <= LARGEST;
    }

    long sequence() {
        return number(2);
    }

    private long number(int group) {
        return Long.parseLong(line, matcher.start(group), matcher.end(group), 10);
    }

    /** Whether the event's time is before {@code stamp}, which has the form of {@link dev.dpm.log.Stamp}. */
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
