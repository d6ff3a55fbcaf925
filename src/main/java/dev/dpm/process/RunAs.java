package dev.dpm.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a program is to run as, as somebody wrote it: {@code www-data}, {@code 33}, {@code www-data:adm}, {@code 33:4}.
 *
 * @param user name or number
 * @param group name or number; empty: the user's own
 */
public record RunAs(String user, Optional<String> group) {

    // the names that useradd(8) and common directories allow, a name of the form a.b@c among them; numbers are names too
    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}\\$?";
    private static final Pattern FORM = Pattern.compile("(" + NAME + ")(?::(" + NAME + "))?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    /** The largest but one 32-bit number; the largest means "leave it as it is" (setresuid(2)). */
    private static final long LARGEST = 0xFFFF_FFFEL;

    /** Empty where the text has not that form, or a number no id can have. */
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
