package dev.dpm.event;

import java.util.regex.Pattern;

/** Makes a text that may contain anything, such as a program's output, fit into one line of a sentence. */
public final class OneLine {

    private static final Pattern ESCAPE = Pattern
            .compile("\\x1b(?:\\[[0-?]*[ -/]*[@-~]|[\\]PX^_][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?|.)?");
    private static final Pattern UNSEEN = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\u200c\\u200d]]+");

    private OneLine() {
    }

    /** The whole text in one line, without control sequences. */
    public static String whole(String text) {
        return STEERING.matcher(ESCAPE.matcher(text).replaceAll("")).replaceAll(" ");
    }

    /**
     * The beginning of the text in one line, without control sequences.
     * @param most the largest number of characters
     */
    public static String of(String text, int most) {
        String line = UNSEEN.matcher(ESCAPE.matcher(text).replaceAll("")).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }
}
