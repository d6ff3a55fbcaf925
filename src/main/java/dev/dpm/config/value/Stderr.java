package dev.dpm.config.value;

import java.util.Locale;

/**
 * Where the stderr of a target goes.
 *
 * @param path the absolute path of the file, for {@link Mode#PATH}; empty text for the other modes
 */
public record Stderr(Mode mode, String path) {

    /** The kinds of destinations for a target's stderr. */
    public enum Mode {
        /** Stderr goes where stdout goes. */
        MERGE,
        /** {@code APART}: stderr goes to a log of its own. {@code NULL}: stderr goes nowhere. */
        APART, NULL,
        PATH
    }

    public static final Stderr MERGED = new Stderr(Mode.MERGE, "");
    static final String ALLOWED = "merge, apart, null, or the absolute path of a file";

    /** Whether a text is an absolute path of a file. */
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
