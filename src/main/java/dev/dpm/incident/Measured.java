package dev.dpm.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * CPU and memory of a target in one sample.
 * @param at the time on the runner's monotonic clock
 * @param cpuPercent percent of one core; empty: unknown
 * @param memoryBytes the memory as {@code --memory_basis} measures it
 * @param proportionalBytes the sum of the proportional set sizes; empty: not read
 */
public record Measured(Duration at, OptionalDouble cpuPercent, long memoryBytes, Optional<Long> proportionalBytes) {

    /**
     * Converts the time of this sample to the wall clock.
     * @param now the present time on the monotonic clock
     * @param wallNow the same moment on the wall clock
     */
    public Figure onWall(Duration now, Instant wallNow) {
        return new Figure(wallNow.minus(now.minus(at)),
                cpuPercent.isPresent() ? Optional.of(cpuPercent.getAsDouble()) : Optional.empty(),
                Optional.of(memoryBytes), proportionalBytes);
    }
}
