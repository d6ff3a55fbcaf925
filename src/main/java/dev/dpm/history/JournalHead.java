package dev.dpm.history;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of the journal says first, told without parsing the rest.
 *
 * @param sequence unknown in a line of another schema that does not have it in this place
 */
record JournalHead(int schema, OptionalLong sequence) {

    static final int SCHEMA = 1;

    /** The largest whole number that JSON's readers agree on (2^53 - 1, RFC 8259 section 6). */
    private static final long LARGEST = 9_007_199_254_740_991L;
    /** How a line begins: schema, sequence and time, of which another schema may lack the last two. */
    static final Pattern SHAPE = Pattern.compile(
            "\\{\"schema\":([1-9][0-9]{0,8})(?:,\"sequence\":([0-9]+))?(?:,\"time\":\"([^\"]{1,40})\")?[,}]");

    boolean isNewer() {
        return schema > SCHEMA;
    }

    /** Empty where the line is torn or no line of ours. */
    static Optional<JournalHead> of(String line) {
        Matcher match = SHAPE.matcher(line);
        if (!match.lookingAt() || !line.endsWith("}")) {
            return Optional.empty();
        }
        JournalHead head = new JournalHead(Integer.parseInt(match.group(1)), number(match.group(2)));
        boolean isOurs = head.isNewer() || head.sequence().isPresent();
        return isOurs ? Optional.of(head) : Optional.empty();
    }

    private static OptionalLong number(String digits) {
        if (digits == null || digits.length() > 16 || Long.parseLong(digits) > LARGEST) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(digits));
    }
}
