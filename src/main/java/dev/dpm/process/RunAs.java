package dev.dpm.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user and group: {@code www-data}, {@code 33}, {@code www-data:adm}, {@code 33:4}.
 *
 * @param group empty: the user's own
 */
public record RunAs(String user, Optional<String> group) {

    // names of useradd(8), of directory services (a.b@c), and numbers
    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}\\$?";
    private static final Pattern FORM = Pattern.compile("(" + NAME + ")(?::(" + NAME + "))?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    /** The largest id. One more means "unchanged" (setresuid(2)). */
    private static final long LARGEST = 0xFFFF_FFFEL;

    /** Parses the option {@code user}; empty: not allowed. */
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
