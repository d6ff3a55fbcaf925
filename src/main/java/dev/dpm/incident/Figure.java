package dev.dpm.incident;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.config.Bytes;

/**
 * CPU and memory of a target in one sample.
 * @param at the time on the wall clock
 * @param cpuPercent percent of one core; empty: unknown
 * @param memoryBytes the memory as {@code --memory_basis} measures it; empty: unknown
 * @param proportionalBytes the sum of the proportional set sizes, if {@code memoryBytes} is a sum of resident set sizes; empty:
 * unknown
 */
public record Figure(Instant at, Optional<Double> cpuPercent, Optional<Long> memoryBytes,
        Optional<Long> proportionalBytes) {

    private static final double SHARED = 1.2;

    /** The target's memory in words: {@code 212.0 MiB}, or {@code 212.0 MiB resident, 60.0 MiB proportional}. */
    public String memoryWords() {
        String memory = memoryBytes.map(bytes -> Bytes.words(bytes)).orElse("unknown");
        return isCountedTwoWays()
                ? memory + " resident, " + Bytes.words(proportionalBytes.orElseThrow()) + " proportional"
                : memory;
    }

    /** Whether processes share much memory: the resident set size exceeds the proportional set size by more than a fifth. */
    boolean isMostlyShared() {
        return isCountedTwoWays() && memoryBytes.orElseThrow() > SHARED * proportionalBytes.orElseThrow();
    }

    Figure proportional() {
        return new Figure(at, cpuPercent, proportionalBytes, proportionalBytes);
    }

    boolean isCountedTwoWays() {
        return memoryBytes.isPresent() && proportionalBytes.isPresent() && !proportionalBytes.equals(memoryBytes);
    }
}
