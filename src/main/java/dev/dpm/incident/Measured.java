package dev.dpm.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * CPU and memory in one sample.
 *
 * @param at on the runner's monotonic clock
 * @param cpuPercent percent of one core; empty: unknown
 * @param memoryBytes as {@code --memory_basis} says
 * @param proportionalBytes the sum of the proportional set sizes; empty: not read
 */
public record Measured(Duration at, OptionalDouble cpuPercent, long memoryBytes, Optional<Long> proportionalBytes) {

    /**
     * Converts the time to the wall clock.
     *
     * @param now the present on the monotonic clock
     * @param wallNow the same moment on the wall clock
     */
    public Figure onWall(Duration now, Instant wallNow) {
        return new Figure(wallNow.minus(now.minus(at)),
                cpuPercent.isPresent() ? Optional.of(cpuPercent.getAsDouble()) : Optional.empty(),
                Optional.of(memoryBytes), proportionalBytes);
    }
}
