package dev.dpm.config.value;

import java.util.Locale;

/**
 * The destination of a target's stderr.
 *
 * @param mode the kind of destination; {@link Mode#PATH} for a file that the user names
 * @param path an absolute path for {@link Mode#PATH}; empty for other modes
 */
public record Stderr(Mode mode, String path) {

    /** The kinds of destinations for a target's stderr. */
    public enum Mode {
        /** The target's stderr is written to the destination of its stdout. */
        MERGE,
        /** {@code APART}: the target's stderr goes to a log of its own. {@code NULL}: the output on stderr is lost. */
        APART, NULL,
        /** The target's stderr goes to a file that the user names. */
        PATH
    }

    public static final Stderr MERGED = new Stderr(Mode.MERGE, "");
    static final String ALLOWED = "merge, apart, null, or the absolute path of a file";

    /** Whether a text is an absolute path of a file, and not of a folder. */
    public static boolean isPath(String word) {
        return word.startsWith("/") && !word.endsWith("/") && word.chars().noneMatch(Character::isISOControl);
    }

    public static Stderr parse(String text) throws BadValue {
        String word = text.strip();
        if (isPath(word)) {
            return new Stderr(Mode.PATH, word);
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "merge" -> MERGED;
            case "apart" -> new Stderr(Mode.APART, "");
            case "null" -> new Stderr(Mode.NULL, "");
            default -> throw new BadValue(ALLOWED);
        };
    }
}
