package dev.dpm.incident;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.config.Bytes;

/**
 * The usage of a target at one moment.
 *
 * @param at the moment, on the wall clock
 * @param cpuPercent percent of one core, whole tree; empty: unknown
 * @param memoryBytes memory by the basis in force, whole tree; empty: unknown
 * @param proportionalBytes the summed proportional set sizes, where {@code memoryBytes} counts a shared page once for
 *     each process; empty: {@code memoryBytes} does not, or the sizes were not read
 */
public record Figure(Instant at, Optional<Double> cpuPercent, Optional<Long> memoryBytes,
        Optional<Long> proportionalBytes) {

    private static final double SHARED = 1.2;

    /**
     * The memory in words: {@code 212.0 MiB}; where both sizes are known {@code 212.0 MiB resident, 60.0 MiB
     * proportional}.
     */
    public String memoryWords() {
        String memory = memoryBytes.map(bytes -> Bytes.words(bytes)).orElse("unknown");
        return isCountedTwoWays()
                ? memory + " resident, " + Bytes.words(proportionalBytes.orElseThrow()) + " proportional"
                : memory;
    }

    /** Whether the resident size is larger than the proportional size by more than a fifth. */
    boolean isMostlyShared() {
        return isCountedTwoWays() && memoryBytes.orElseThrow() > SHARED * proportionalBytes.orElseThrow();
    }

    /** The figure with its proportional size as its memory. */
    Figure proportional() {
        return new Figure(at, cpuPercent, proportionalBytes, proportionalBytes);
    }

    boolean isCountedTwoWays() {
        return memoryBytes.isPresent() && proportionalBytes.isPresent() && !proportionalBytes.equals(memoryBytes);
    }
}
