package dev.dpm.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * What a target used at one moment.
 *
 * @param at when, on the wall clock
 * @param cpuPercent of one core, whole tree; empty: unknown
 * @param memoryBytes by the basis in force, whole tree; empty: unknown
 */
public record Figure(Instant at, Optional<Double> cpuPercent, Optional<Long> memoryBytes) {
}
