package dev.dpm.policy;

import java.time.Duration;

import dev.dpm.event.EventWords;

/**
 * The time until a target's memory reaches the memory limit, if memory goes on rising as in the last samples.
 *
 * @param likely the time by the median slope of {@link RobustLine}
 * @param earliest the time by the steepest slope of its 95 % interval
 * @param latest the time by the flattest slope of that interval
 */
public record TimeToLimit(Duration likely, Duration earliest, Duration latest) {

    /** The time to the limit in words, with its range: {@code about 40 s (30 s to 1 min)}. */
    public String words() {
        return "about " + EventWords.duration(rounded(likely)) + " (" + EventWords.duration(rounded(earliest)) + " to "
                + EventWords.duration(rounded(latest)) + ")";
    }

    private static Duration rounded(Duration duration) {
        return Duration.ofSeconds(Math.round(duration.toMillis() / 1000.0));
    }
}
