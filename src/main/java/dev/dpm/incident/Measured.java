package dev.dpm.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The CPU and memory of a target in one sample, with the time of the runner's monotonic clock.
 *
 * @param at the time of the sample, on the runner's monotonic clock
 * @param cpuPercent the target's CPU in percent of one core; empty if unknown
 * @param memoryBytes the target's memory, measured as {@code --memory_basis} says
 * @param proportionalBytes the sum of the proportional set sizes of the target's processes; empty if they were not read
 */
public record Measured(Duration at, OptionalDouble cpuPercent, long memoryBytes, Optional<Long> proportionalBytes) {

    /**
     * Converts this sample to a {@link Figure}, whose time is that of the wall clock.
     *
     * @param now the present time on the monotonic clock
     * @param wallNow the same moment on the wall clock
     */
    public Figure onWall(Duration now, Instant wallNow) {
        return new Figure(wallNow.minus(now.minus(at)),
                cpuPercent.isPresent() ? Optional.of(cpuPercent.getAsDouble()) : Optional.empty(),
                Optional.of(memoryBytes), proportionalBytes);
    }
}
