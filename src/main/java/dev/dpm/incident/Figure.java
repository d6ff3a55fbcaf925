package dev.dpm.incident;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.config.Bytes;

/**
 * The CPU and memory of a target in one sample.
 *
 * @param at the time of the sample, on the wall clock
 * @param cpuPercent percent of one core, summed over all processes of the target; empty if unknown
 * @param memoryBytes memory of all processes of the target, measured as {@code --memory_basis} says; empty if unknown
 * @param proportionalBytes the sum of the proportional set sizes, if {@code memoryBytes} is a sum of resident sets,
 *     which counts a shared page once for each process; otherwise empty, and empty if the sizes were not read
 */
public record Figure(Instant at, Optional<Double> cpuPercent, Optional<Long> memoryBytes,
        Optional<Long> proportionalBytes) {

    private static final double SHARED = 1.2;

    /**
     * The target's memory in words: {@code 212.0 MiB}, or {@code 212.0 MiB resident, 60.0 MiB proportional} if both
     * sizes are known.
     */
    public String memoryWords() {
        String memory = memoryBytes.map(bytes -> Bytes.words(bytes)).orElse("unknown");
        return isCountedTwoWays()
                ? memory + " resident, " + Bytes.words(proportionalBytes.orElseThrow()) + " proportional"
                : memory;
    }

    /** Whether the target's resident size exceeds its proportional size by more than a fifth. */
    boolean isMostlyShared() {
        return isCountedTwoWays() && memoryBytes.orElseThrow() > SHARED * proportionalBytes.orElseThrow();
    }

    /** A copy of this sample in which {@code memoryBytes} is the proportional size. */
    Figure proportional() {
        return new Figure(at, cpuPercent, proportionalBytes, proportionalBytes);
    }

    boolean isCountedTwoWays() {
        return memoryBytes.isPresent() && proportionalBytes.isPresent() && !proportionalBytes.equals(memoryBytes);
    }
}
