package dev.dpm.process;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression that a user wrote, for the engine RE2. A search takes linear time; there are no backreferences and
 * no lookaround.
 */
public final class Expression extends WrittenValue {

    public static final String ALLOWED = "a regular expression, such as 'gunicorn: master', of at most 1000 characters";

    private static final int LONGEST = 1_000;
    /**
     * The largest number of instructions to which RE2 may compile an expression; memory and time depend on this number.
     */
    private static final long MOST_INSTRUCTIONS = 10_000;
    private static final Pattern LACKING = Pattern.compile("\\(\\?(<?[=!]|>)|\\\\[1-9]|\\\\k<|[*+?}]\\+");

    private final Pattern pattern;

    private Expression(String text, Pattern pattern) {
        super(text);
        this.pattern = pattern;
    }

    public static Expression of(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("it has " + text.length() + " characters");
        }
        if (new ExpressionSize(text).instructions() > MOST_INSTRUCTIONS) {
            throw new IllegalArgumentException("with its repetitions written out it is longer than "
                    + MOST_INSTRUCTIONS + " characters");
        }
        try {
            return new Expression(text, Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(LACKING.matcher(text).find()
                    ? "backreferences, lookaround and possessive repetition are not supported: "
                            + "RE2's syntax is, which is matched in bounded time"
                    : e.getDescription(), e);
        }
    }

    public boolean isFoundIn(String searched) {
        return pattern.matcher(searched).find();
    }
}
