package dev.dpm.view;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The time ranges for which CPU and memory can be shown. Each range has time steps of its own length. */
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

    /** The name of this range in a URL's query: {@code 15m}, {@code 1h}, {@code 24h}, {@code 7d}, {@code 30d}. */
    public String word() {
        return word;
    }

    /** The length of this range, which ends now. */
    public Duration length() {
        return length;
    }

    /**
     * The length of a time step in this range. If the range has steps of one second and the target is sampled less
     * often, the sampling interval is used instead.
     */
    public Duration step() {
        return step;
    }

    /** The range with the given name; empty if there is none. */
    public static Optional<UsageRange> of(String word) {
        return Arrays.stream(values()).filter(range -> range.word.equals(word)).findFirst();
    }
}
