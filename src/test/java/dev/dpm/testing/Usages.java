package dev.dpm.testing;

import java.time.Duration;
import java.util.OptionalDouble;

import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;

/** Creates sample values of CPU and memory usage. */
public final class Usages {

    private static final double MIB = 1 << 20;

    private Usages() {
    }

    /**
     * The usage in one sample.
     * @param cpuPercent in percent of one core; negative: unknown
     */
    public static Usage usage(double cpuPercent, double mebibytes, Duration at) {
        Sample sample = new Sample(at, Duration.ZERO, (long) (mebibytes * MIB), 1);
        return new Usage(sample, cpuPercent < 0 ? OptionalDouble.empty() : OptionalDouble.of(cpuPercent));
    }

    public static Usage usage(double cpuPercent, double mebibytes) {
        return usage(cpuPercent, mebibytes, Duration.ofHours(1));
    }

    public static Usage cpu(double percent) {
        return usage(percent, 1);
    }

    public static Usage memory(double mebibytes) {
        return usage(-1, mebibytes);
    }
}
