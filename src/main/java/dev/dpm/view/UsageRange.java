package dev.dpm.view;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The ranges of time that a chart can show, each with the length of its steps. */
public enum UsageRange {

    QUARTER("15m", Duration.ofMinutes(15), Duration.ofSeconds(1)),
    HOUR("1h", Duration.ofHours(1), Duration.ofSeconds(1)),
    DAY("24h", Duration.ofHours(24), Duration.ofMinutes(1)),
    WEEK("7d", Duration.ofDays(7), Duration.ofMinutes(15)),
    MONTH("30d", Duration.ofDays(30), Duration.ofMinutes(15));

    private final String word;
    private final Duration length;
    private final Duration step;

    UsageRange(String word, Duration length, Duration step) {
        this.word = word;
        this.length = length;
        this.step = step;
    }

    /** The range as it is written in URLs: {@code 15m}, {@code 1h}, {@code 24h}, {@code 7d}, {@code 30d}. */
    public String word() {
        return word;
    }

    public Duration length() {
        return length;
    }

    /** The length of a step of the chart. If the sampling interval is longer, the chart uses the interval instead. */
    public Duration step() {
        return step;
    }

    public static Optional<UsageRange> of(String word) {
        return Arrays.stream(values()).filter(range -> range.word.equals(word)).findFirst();
    }
}
