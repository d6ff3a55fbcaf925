package dev.dpm.pattern;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * What incidents of a target have in common.
 *
 * @param sentence what was found, with its figures
 * @param chance how often chance alone makes such a pattern: in this part of all histories at most
 * @param incidents the ids of those that prove it, oldest first
 */
public record Pattern(Kind kind, String sentence, double chance, List<String> incidents) {

    private static final BigDecimal MOST_TOLD = BigDecimal.valueOf(1_000_000);

    public Pattern {
        incidents = List.copyOf(incidents);
    }

    /** What can be found; each has one test. */
    public enum Kind {
        /** Memory grew to the same size in lives of the same length. */
        LEAK("leak"),
        /** Trouble begins in the same minutes of the hour. */
        MINUTE_OF_HOUR("same minute of the hour"),
        /** Trouble begins at the same time of day. */
        TIME_OF_DAY("same time of day"),
        /** Trouble became more frequent with another program file. */
        PROGRAM_CHANGED("since the program file changed"),
        /** Trouble became more frequent with other settings. */
        SETTINGS_CHANGED("since settings changed"),
        /** Trouble begins when the machine lacks something. */
        STARVED("when the machine was starved"),
        /** The same child uses most. */
        SAME_CHILD("always the same child"),
        /** It ends again and again right after its start. */
        CRASH_LOOP("crash loop");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }

        /** For programs. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code chance makes such a pattern in 1 of 20,000 histories at most}, rounded so that it promises less. */
    public String chanceWords() {
        BigDecimal histories = BigDecimal.valueOf(1 / chance).round(new MathContext(1, RoundingMode.FLOOR));
        return histories.compareTo(MOST_TOLD) >= 0
                ? "chance makes such a pattern in less than 1 of " + words(MOST_TOLD) + " histories"
                : "chance makes such a pattern in 1 of " + words(histories) + " histories at most";
    }

    private static String words(BigDecimal histories) {
        return String.format(Locale.ROOT, "%,d", histories.longValue());
    }
}
