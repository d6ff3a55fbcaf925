package dev.dpm.history;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the first keys of a journal line without parsing the rest. One instance reads many lines, one after the other,
 * and allocates nothing: tens of thousands of lines are examined to find a few that are parsed.
 */
final class JournalHead {

    static final int SCHEMA = 1;

    /** The largest integer that all JSON parsers read exactly (2^53 - 1, RFC 8259 section 6). */
    private static final long LARGEST = 9_007_199_254_740_991L;
    /** The number of digits of {@link #LARGEST}. */
    private static final int MOST_DIGITS = 16;
    /**
     * The beginning of a journal line: schema, sequence number and time. A line of another schema may lack sequence
     * number and time.
     */
    private static final Pattern SHAPE = Pattern.compile(
            "\\{\"schema\":([1-9][0-9]{0,8})(?:,\"sequence\":([0-9]+))?(?:,\"time\":\"([^\"]{1,40})\")?[,}]");

    private final Matcher matcher = SHAPE.matcher("");
    private CharSequence line = "";

    /**
     * Examines a line of the journal (the file of events), before any other method is called: these describe the line
     * examined last. False: the line is incomplete, or does not begin like a journal line of this or another version.
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

    /**
     * Whether the examined line has its sequence number where this version writes it. A line of another schema may
     * have it elsewhere.
     */
    boolean hasSequence() {
        return matcher.start(2) >= 0 && matcher.end(2) - matcher.start(2) <= MOST_DIGITS && number(2) <= LARGEST;
    }

    long sequence() {
        return number(2);
    }

    private long number(int group) {
        return Long.parseLong(line, matcher.start(group), matcher.end(group), 10);
    }

    /**
     * Whether the examined line has a time earlier than {@code stamp}, which has the form of {@link dev.dpm.log.Stamp};
     * false if the line has no time.
     */
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
