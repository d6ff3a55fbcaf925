package dev.dpm.pattern;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * A common trait of several incidents of a target.
 *
 * @param sentence a sentence about the trait, with its figures
 * @param chance the largest share of all histories in which chance alone makes such a pattern
 * @param incidents the ids of the incidents that prove the pattern, oldest first
 */
public record Pattern(Kind kind, String sentence, double chance, List<String> incidents) {

    private static final BigDecimal MOST_TOLD = BigDecimal.valueOf(1_000_000);

    public Pattern {
        incidents = List.copyOf(incidents);
    }

    /** The kinds of patterns. Each kind has one statistical test. */
    public enum Kind {
        /** Memory grew to the same size in incarnations of the same length. */
        LEAK("leak"),
        /** Incidents begin in the same minutes of the hour. */
        MINUTE_OF_HOUR("same minute of the hour"),
        /** Incidents begin at the same time of day. */
        TIME_OF_DAY("same time of day"),
        /** Incidents became more frequent with another program file. */
        PROGRAM_CHANGED("since the program file changed"),
        /** Incidents became more frequent with other settings. */
        SETTINGS_CHANGED("since settings changed"),
        /** Incidents begin when the machine is short of CPU, memory or disk. */
        STARVED("when the machine was starved"),
        /** The process that uses most is always the same child. */
        SAME_CHILD("always the same child"),
        /** The target ends again and again right after its start. */
        CRASH_LOOP("crash loop");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The kind in words for people. */
        public String words() {
            return words;
        }

        /** The kind for programs, in lower case with underscores. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The chance in words: {@code chance makes such a pattern in 1 of 20,000 histories at most}. The number is rounded
     * down, so that the sentence never claims too much.
     */
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
