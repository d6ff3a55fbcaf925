package dev.dpm.policy;

import java.time.Duration;

import dev.dpm.event.EventWords;

/**
 * The time until memory reaches its limit, if memory continues to rise at its present rate.
 *
 * @param likely the time by the median slope
 * @param earliest the time by the steepest slope of the 95 % interval
 * @param latest the time by the flattest slope of that interval
 */
public record TimeToLimit(Duration likely, Duration earliest, Duration latest) {

    /** The time to the limit in words, with its range: {@code about 40 s (30 s to 1 min)}. */
    public String words() {
        return "about " + EventWords.duration(rounded(likely)) + " (" + EventWords.duration(rounded(earliest)) + " to "
                + EventWords.duration(rounded(latest)) + ")";
    }

    /** Rounds an estimated duration to whole seconds. */
    private static Duration rounded(Duration duration) {
        return Duration.ofSeconds(Math.round(duration.toMillis() / 1000.0));
    }
}
