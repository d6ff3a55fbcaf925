package dev.dpm.operator.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many of a Supervision's pods may be down, as a number or percentage.
 *
 * @param written the text in the Supervision, such as {@code 2} or {@code 25%}
 */
public record PodShare(String written) {

    /** The share of a Supervision without {@code maxUnavailable}: one pod. */
    public static final PodShare ONE = new PodShare("1");
    /** The end of an error message: describes the texts that a user may write as {@code maxUnavailable}. */
    static final String ALLOWED = "a number of pods from 0, or a share of them such as 25%";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(%?)");
    private static final int WHOLE = 100;

    /** Parses the text of {@code maxUnavailable}; empty if it is neither a number nor a percentage of at most 100. */
    static Optional<PodShare> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && (matcher.group(2).isEmpty() || Integer.parseInt(matcher.group(1)) <= WHOLE)
                ? Optional.of(new PodShare(text))
                : Optional.empty();
    }

    /**
     * How many pods may be down at the same time if the Supervision selects {@code pods} pods in all. A percentage is
     * rounded down; above 0 %, the result is at least 1.
     */
    public int of(int pods) {
        boolean isShare = written.endsWith("%");
        int figure = Integer.parseInt(written.replace("%", ""));
        return isShare ? Math.max(Math.min(1, figure), (int) ((long) pods * figure / WHOLE)) : figure;
    }
}
