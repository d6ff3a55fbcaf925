package dev.dpm.policy;

import java.time.Duration;

import dev.dpm.event.EventWords;

/**
 * When memory will reach its limit, if it goes on as it does.
 *
 * @param likely by the median slope
 * @param earliest by the steepest slope of the 95 % interval
 * @param latest by its flattest
 */
public record TimeToLimit(Duration likely, Duration earliest, Duration latest) {

    /** {@code about 40 s (30 s to 1 min)}. */
    public String words() {
        return "about " + EventWords.duration(rounded(likely)) + " (" + EventWords.duration(rounded(earliest)) + " to "
                + EventWords.duration(rounded(latest)) + ")";
    }

    /** To whole seconds: it is an estimate. */
    private static Duration rounded(Duration duration) {
        return Duration.ofSeconds(Math.round(duration.toMillis() / 1000.0));
    }
}
