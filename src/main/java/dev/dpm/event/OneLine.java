package dev.dpm.event;

import java.util.regex.Pattern;

/** Makes text of unknown origin (a program's output, a file's content) fit into a sentence. */
public final class OneLine {

    /** Escape sequences by ECMA-48: control sequences, control strings up to their end, and other escapes. */
    private static final Pattern ESCAPE = Pattern
            .compile("\\x1b(?:\\[[0-?]*[ -/]*[@-~]|[\\]PX^_][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?|.)?");
    private static final Pattern UNSEEN = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\u200c\\u200d]]+");

    private OneLine() {
    }

    /** The whole text in one line. Colours and other control sequences are removed, and blanks stay as they are. */
    public static String whole(String text) {
        return STEERING.matcher(ESCAPE.matcher(text).replaceAll("")).replaceAll(" ");
    }

    /**
     * The text in one line. Colours and other control sequences are removed, and a text that is too long ends in {@code
     * …}.
     *
     * @param most the largest number of characters, at least 1
     */
    public static String of(String text, int most) {
        String line = UNSEEN.matcher(ESCAPE.matcher(text).replaceAll("")).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }
}
