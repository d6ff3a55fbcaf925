package dev.dpm.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user and group by name or number, written as {@code www-data}, {@code 33}, {@code www-data:adm} or {@code 33:4}.
 *
 * @param group the group; empty if it is the primary group of the user
 */
public record RunAs(String user, Optional<String> group) {

    // names that useradd(8) accepts, names in directory services (a.b@c), and numbers
    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}\\$?";
    private static final Pattern FORM = Pattern.compile("(" + NAME + ")(?::(" + NAME + "))?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    /** The largest id of a user or group. For setresuid(2), the next number means that the id stays unchanged. */
    private static final long LARGEST = 0xFFFF_FFFEL;

    /** Parses the value of the option {@code user}; empty if the value is not allowed. */
    public static Optional<RunAs> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || isTooLarge(matcher.group(1)) || isTooLarge(matcher.group(2))) {
            return Optional.empty();
        }
        return Optional.of(new RunAs(matcher.group(1), Optional.ofNullable(matcher.group(2))));
    }

    private static boolean isTooLarge(String word) {
        return word != null && isNumber(word) && (word.length() > 10 || Long.parseLong(word) > LARGEST);
    }

    static boolean isNumber(String word) {
        return NUMBER.matcher(word).matches();
    }

    @Override
    public String toString() {
        return user + group.map(name -> ":" + name).orElse("");
    }
}
