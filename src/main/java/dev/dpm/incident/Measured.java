package dev.dpm.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The figures of one sample, on the runner's monotonic clock.
 *
 * @param at the moment of the sample
 * @param cpuPercent percent of one core; empty: unknown
 * @param memoryBytes memory by the basis in force
 * @param proportionalBytes the proportional set sizes, where they were read as well
 */
public record Measured(Duration at, OptionalDouble cpuPercent, long memoryBytes, Optional<Long> proportionalBytes) {

    /** Converts this sample to a figure with a time on the wall clock. */
    public Figure onWall(Duration now, Instant wallNow) {
        return new Figure(wallNow.minus(now.minus(at)),
                cpuPercent.isPresent() ? Optional.of(cpuPercent.getAsDouble()) : Optional.empty(),
                Optional.of(memoryBytes), proportionalBytes);
    }
}
