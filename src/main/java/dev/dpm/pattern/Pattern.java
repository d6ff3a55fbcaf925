package dev.dpm.pattern;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * A trait that several incidents of a target have in common and that chance hardly explains.
 * @param sentence describes the trait with numbers
 * @param chance an upper bound of the probability that the trait arises by chance
 * @param incidents the ids of the incidents, oldest first
 */
public record Pattern(Kind kind, String sentence, double chance, List<String> incidents) {

    private static final BigDecimal MOST_TOLD = BigDecimal.valueOf(1_000_000);

    public Pattern {
        incidents = List.copyOf(incidents);
    }

    public enum Kind {
        /** The target's memory grows to the same size in the same time again and again. */
        LEAK("leak"),
        /** Incidents begin in the same minutes of the hour. */
        MINUTE_OF_HOUR("same minute of the hour"),
        /** Incidents begin at the same time of day. */
        TIME_OF_DAY("same time of day"),
        /** Incidents are more frequent since the program file changed. */
        PROGRAM_CHANGED("since the program file changed"),
        /** Incidents are more frequent since settings changed. */
        SETTINGS_CHANGED("since settings changed"),
        /** Incidents begin when the machine is short of CPU, memory or disk. */
        STARVED("when the machine was starved"),
        /** At nearly all incidents, the same child process uses the most CPU or memory. */
        SAME_CHILD("always the same child"),
        /** The target ends again and again right after its start. */
        CRASH_LOOP("crash loop");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** This kind of pattern in words for people. */
        public String words() {
            return words;
        }

        /** This kind of pattern as it is written in JSON: lower case, with underscores. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The probability of the pattern in words: {@code chance makes such a pattern in 1 of 20,000 histories at most}. The number
     * is rounded down.
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
