package dev.dpm.process;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression that somebody wrote, matched in time that grows with the text and not faster (RE2's engine: no
 * backtracking, hence neither backreferences nor looking around). Equal where the text is.
 */
public final class Expression {

    /** Words for people. */
    public static final String ALLOWED = "a regular expression, such as 'gunicorn: master', of at most 1000 characters";

    private static final int LONGEST = 1_000;
    /** Memory and time of a match grow with them. */
    private static final long MOST_INSTRUCTIONS = 10_000;
    private static final Pattern LACKING = Pattern.compile("\\(\\?(<?[=!]|>)|\\\\[1-9]|\\\\k<|[*+?}]\\+");

    private final String text;
    private final Pattern pattern;

    private Expression(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException with a phrase that says what is wrong */
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

    /** Whether it is found anywhere in a text. */
    public boolean isFoundIn(String searched) {
        return pattern.matcher(searched).find();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression expression && expression.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
