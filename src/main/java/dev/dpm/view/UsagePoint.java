package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

/**
 * CPU and memory of a target in one time step. Empty values: nothing was measured.
 * @param at the end of the step
 * @param cpuAverage in percent of one core
 * @param memoryAverage in bytes
 */
public record UsagePoint(Instant at, Optional<Double> cpuAverage, Optional<Double> cpuMaximum,
        Optional<Double> memoryAverage, Optional<Double> memoryMaximum) {

    public static UsagePoint gap(Instant at) {
        return new UsagePoint(at, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public boolean isGap() {
        return cpuAverage.isEmpty() && memoryAverage.isEmpty();
    }
}
