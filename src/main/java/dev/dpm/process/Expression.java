package dev.dpm.process;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression written by a user. The time of a match grows linearly with the text: the engine is RE2, which
 * does not backtrack, and so has neither backreferences nor lookaround.
 */
public final class Expression extends WrittenValue {

    /** Describes, for people, the texts that are accepted as an expression. */
    public static final String ALLOWED = "a regular expression, such as 'gunicorn: master', of at most 1000 characters";

    private static final int LONGEST = 1_000;
    /**
     * The largest number of instructions that an expression may compile to: the memory and time that a match needs
     * grow with this number.
     */
    private static final long MOST_INSTRUCTIONS = 10_000;
    private static final Pattern LACKING = Pattern.compile("\\(\\?(<?[=!]|>)|\\\\[1-9]|\\\\k<|[*+?}]\\+");

    private final Pattern pattern;

    private Expression(String text, Pattern pattern) {
        super(text);
        this.pattern = pattern;
    }

    /**
     * Compiles a user's regular expression.
     *
     * @throws IllegalArgumentException with a phrase that says what is wrong with the expression
     */
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

    /** Whether the expression matches anywhere in a text. */
    public boolean isFoundIn(String searched) {
        return pattern.matcher(searched).find();
    }
}
