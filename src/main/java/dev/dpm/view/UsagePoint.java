package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

/**
 * The usage of a target in one step of time; a figure is empty where it was not measured: the target did not run, or
 * the sample was missed.
 *
 * @param at the end of the step
 * @param cpuAverage percent of one core, whole tree
 * @param cpuMaximum the highest sample of the step
 * @param memoryAverage bytes, whole tree
 * @param memoryMaximum the highest sample of the step
 */
public record UsagePoint(Instant at, Optional<Double> cpuAverage, Optional<Double> cpuMaximum,
        Optional<Double> memoryAverage, Optional<Double> memoryMaximum) {

    /** A step in which nothing was measured. */
    public static UsagePoint gap(Instant at) {
        return new UsagePoint(at, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public boolean isGap() {
        return cpuAverage.isEmpty() && memoryAverage.isEmpty();
    }
}
