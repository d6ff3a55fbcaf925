package dev.dpm.sampling;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A sample with the CPU use since an earlier sample.
 * @param cpuPercent percent of one core between the two samples, which may exceed 100; empty: there is no earlier sample
 */
public record Usage(Sample sample, OptionalDouble cpuPercent) {

    /** The shortest time between two samples for a CPU rate, since the kernel counts CPU time in ticks of 10 ms. */
    private static final Duration SHORTEST = Duration.ofMillis(200);

    public static Usage first(Sample sample) {
        return new Usage(sample, OptionalDouble.empty());
    }

    /** The usage in a sample, with the CPU rate since an earlier sample of the same launch. */
    public static Usage between(Sample earlier, Sample sample) {
        Duration elapsed = sample.at().minus(earlier.at());
        if (elapsed.compareTo(SHORTEST) < 0) {
            return first(sample);
        }
        double used = sample.cpu().minus(earlier.cpu()).toNanos();
        return new Usage(sample, OptionalDouble.of(Math.max(0, 100.0 * used / elapsed.toNanos())));
    }
}
