package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

/**
 * The CPU and memory of a target in one time step. A value is empty if it was not measured, because the target did not
 * run or the sample was missed.
 *
 * @param at the end of the time step
 * @param cpuAverage the average CPU in the step, in percent of one core, summed over the target's processes
 * @param cpuMaximum the highest CPU sample in the step
 * @param memoryAverage the average memory in the step, in bytes, summed over the target's processes
 * @param memoryMaximum the highest memory sample in the step
 */
public record UsagePoint(Instant at, Optional<Double> cpuAverage, Optional<Double> cpuMaximum,
        Optional<Double> memoryAverage, Optional<Double> memoryMaximum) {

    /** Makes the point for a time step in which the target's CPU and memory were not measured. */
    public static UsagePoint gap(Instant at) {
        return new UsagePoint(at, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public boolean isGap() {
        return cpuAverage.isEmpty() && memoryAverage.isEmpty();
    }
}
