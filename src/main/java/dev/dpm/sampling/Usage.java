package dev.dpm.sampling;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A sample with a CPU rate, which needs two samples.
 *
 * @param cpuPercent percent of one core between the two; may exceed 100
 */
public record Usage(Sample sample, OptionalDouble cpuPercent) {

    /** The shortest time for a rate, since a kernel tick has 10 ms. */
    private static final Duration SHORTEST = Duration.ofMillis(200);

    public static Usage first(Sample sample) {
        return new Usage(sample, OptionalDouble.empty());
    }

    /** The usage with the rate since an earlier sample after the same launch. */
    public static Usage between(Sample earlier, Sample sample) {
        Duration elapsed = sample.at().minus(earlier.at());
        if (elapsed.compareTo(SHORTEST) < 0) {
            return first(sample);
        }
        double used = sample.cpu().minus(earlier.cpu()).toNanos();
        return new Usage(sample, OptionalDouble.of(Math.max(0, 100.0 * used / elapsed.toNanos())));
    }
}
