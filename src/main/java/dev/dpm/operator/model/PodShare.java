package dev.dpm.operator.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of pods, or a share of them, as {@code maxUnavailable} of a Deployment has it.
 *
 * @param written {@code 2} or {@code 25%}
 */
public record PodShare(String written) {

    /** The share of a Supervision that names none. */
    public static final PodShare ONE = new PodShare("1");
    /** What is allowed, for sentences. */
    static final String ALLOWED = "a number of pods from 0, or a share of them such as 25%";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(%?)");
    private static final int WHOLE = 100;

    /** Reads it; empty: it is neither, or more than 100 %. */
    static Optional<PodShare> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && (matcher.group(2).isEmpty() || Integer.parseInt(matcher.group(1)) <= WHOLE)
                ? Optional.of(new PodShare(text))
                : Optional.empty();
    }

    /** The number of pods out of so many: a share is rounded down, and one of more than 0 % is one pod at least. */
    public int of(int pods) {
        boolean isShare = written.endsWith("%");
        int figure = Integer.parseInt(written.replace("%", ""));
        return isShare ? Math.max(Math.min(1, figure), (int) ((long) pods * figure / WHOLE)) : figure;
    }
}
