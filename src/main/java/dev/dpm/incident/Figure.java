package dev.dpm.incident;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.config.Bytes;

/**
 * CPU and memory of a target in one sample.
 *
 * @param at on the wall clock
 * @param cpuPercent percent of one core; empty: unknown
 * @param memoryBytes as {@code --memory_basis} says; empty: unknown
 * @param proportionalBytes the sum of the proportional set sizes beside a sum of resident sets; empty: unknown
 */
public record Figure(Instant at, Optional<Double> cpuPercent, Optional<Long> memoryBytes,
        Optional<Long> proportionalBytes) {

    private static final double SHARED = 1.2;

    /** {@code 212.0 MiB}, or {@code 212.0 MiB resident, 60.0 MiB proportional}. */
    public String memoryWords() {
        String memory = memoryBytes.map(bytes -> Bytes.words(bytes)).orElse("unknown");
        return isCountedTwoWays()
                ? memory + " resident, " + Bytes.words(proportionalBytes.orElseThrow()) + " proportional"
                : memory;
    }

    /** Whether the resident size exceeds the proportional size by more than a fifth. */
    boolean isMostlyShared() {
        return isCountedTwoWays() && memoryBytes.orElseThrow() > SHARED * proportionalBytes.orElseThrow();
    }

    /** A copy whose memory is the proportional size. */
    Figure proportional() {
        return new Figure(at, cpuPercent, proportionalBytes, proportionalBytes);
    }

    boolean isCountedTwoWays() {
        return memoryBytes.isPresent() && proportionalBytes.isPresent() && !proportionalBytes.equals(memoryBytes);
    }
}
