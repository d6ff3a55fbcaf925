package dev.dpm.event;

import java.util.regex.Pattern;

/** What somebody else wrote, as part of a sentence. */
public final class OneLine {

    /** ECMA-48: control sequences, control strings up to their end, and other escapes. */
    private static final Pattern ESCAPE = Pattern
            .compile("\\x1b(?:\\[[0-?]*[ -/]*[@-~]|[\\]PX^_][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?|.)?");
    private static final Pattern UNSEEN = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\u200c\\u200d]]+");

    private OneLine() {
    }

    /** All of the text without colours and other control sequences, in one line, its blanks as they are. */
    public static String whole(String text) {
        return STEERING.matcher(ESCAPE.matcher(text).replaceAll("")).replaceAll(" ");
    }

    /**
     * The text without colours and other control sequences, in one line, cut with {@code …}.
     *
     * @param most characters of it, at least 1
     */
    public static String of(String text, int most) {
        String line = UNSEEN.matcher(ESCAPE.matcher(text).replaceAll("")).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }
}
