package dev.dpm.sampling;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A sample with a CPU rate. A rate needs two samples, so the CPU rate of the first sample is unknown.
 *
 * @param sample the newer sample
 * @param cpuPercent percent of one core over the time between the two samples; can exceed 100
 */
public record Usage(Sample sample, OptionalDouble cpuPercent) {

    /** The shortest time between two samples that gives a CPU rate, since a kernel tick is 10 ms. */
    private static final Duration SHORTEST = Duration.ofMillis(200);

    /** The usage at the first sample after a launch, with memory but without a CPU rate. */
    public static Usage first(Sample sample) {
        return new Usage(sample, OptionalDouble.empty());
    }

    /** The usage at a sample, with the CPU rate since an earlier sample of the same run of the target. */
    public static Usage between(Sample earlier, Sample sample) {
        Duration elapsed = sample.at().minus(earlier.at());
        if (elapsed.compareTo(SHORTEST) < 0) {
            return first(sample);
        }
        double used = sample.cpu().minus(earlier.cpu()).toNanos();
        return new Usage(sample, OptionalDouble.of(Math.max(0, 100.0 * used / elapsed.toNanos())));
    }
}
