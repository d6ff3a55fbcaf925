package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.Thresholds;
import dev.dpm.config.Thresholds.BreachSamples;
import dev.dpm.config.Thresholds.MemoryMeasure;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.sampling.Sample;

/**
 * The thresholds in force for a target.
 *
 * @param asked the thresholds as the user wrote them
 * @param limits the limits that a threshold may be a share of
 * @param cpu the CPU threshold in percent of one core; a share of the limit is already converted
 * @param memory the memory threshold in bytes; a share of the limit is already converted
 */
public record ThresholdRules(Thresholds asked, LimitsInForce limits, Threshold cpu, Threshold memory) {

    /**
     * The threshold rules before the first sample. The limits are still unknown, so thresholds in percent of a limit
     * have no effect.
     */
    public static ThresholdRules of(Thresholds thresholds) {
        return of(thresholds, Optional.empty());
    }

    /**
     * The threshold rules in which each share of a limit is converted to an absolute threshold.
     *
     * @param sample the sample that shows the limits in force; empty: no limit is known yet
     */
    public static ThresholdRules of(Thresholds thresholds, Optional<Sample> sample) {
        LimitsInForce limits = LimitsInForce.of(thresholds, sample);
        return new ThresholdRules(thresholds, limits, limits.cpu(thresholds.cpu()),
                limits.memory(thresholds.memory()));
    }

    /** How the memory is measured that the runner compares with the memory threshold. */
    public MemoryMeasure measure() {
        return asked.measure();
    }

    public BreachSamples samples() {
        return asked.samples();
    }

    public Duration startGrace() {
        return asked.startGrace();
    }

    /**
     * The CPU limit of which the CPU threshold is a share, in words; empty: the threshold is no share of a limit. The
     * words are computed only when they are read.
     */
    public Optional<String> cpuWords() {
        return limits.cpuWords(asked.cpu());
    }

    /**
     * The memory limit of which the memory threshold is a share, in words; empty: the threshold is no share of a
     * limit.
     */
    public Optional<String> memoryWords() {
        return limits.memoryWords(asked.memory());
    }
}
