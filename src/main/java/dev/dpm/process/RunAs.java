package dev.dpm.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user and group that a program runs as, in the user's spelling: {@code www-data}, {@code 33}, {@code
 * www-data:adm}, {@code 33:4}.
 *
 * @param user a name or a number
 * @param group a name or a number; empty: the user's own group
 */
public record RunAs(String user, Optional<String> group) {

    // the pattern allows the names of useradd(8) and of common directory services, which may have the form a.b@c, and
    // numbers
    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}\\$?";
    private static final Pattern FORM = Pattern.compile("(" + NAME + ")(?::(" + NAME + "))?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    /**
     * The largest user or group id: the second largest 32-bit number. The largest number means "leave the id unchanged"
     * (setresuid(2)).
     */
    private static final long LARGEST = 0xFFFF_FFFEL;

    /**
     * Parses the value of the option {@code user}. Empty: the text has another form, or contains a number that cannot
     * be an id.
     */
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
