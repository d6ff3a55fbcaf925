package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.Thresholds;
import dev.dpm.config.Thresholds.BreachSamples;
import dev.dpm.config.Thresholds.MemoryMeasure;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.sampling.Sample;

/**
 * The thresholds of a target.
 *
 * @param asked the thresholds as the user wrote them
 * @param limits the limits of which a threshold may be a share
 * @param cpu the CPU threshold in force, in percent of one core
 * @param memory the memory threshold in force, in bytes
 */
public record ThresholdRules(Thresholds asked, LimitsInForce limits, Threshold cpu, Threshold memory) {

    /** The rules before the first sample. Limits are unknown yet, so thresholds that are a share of a limit have no effect. */
    public static ThresholdRules of(Thresholds thresholds) {
        return of(thresholds, Optional.empty());
    }

    /**
     * The rules in which each share of a limit is converted to an absolute threshold.
     *
     * @param sample the newest sample, which contains the limits; empty: they are unknown
     */
    public static ThresholdRules of(Thresholds thresholds, Optional<Sample> sample) {
        LimitsInForce limits = LimitsInForce.of(thresholds, sample);
        return new ThresholdRules(thresholds, limits, limits.cpu(thresholds.cpu()),
                limits.memory(thresholds.memory()));
    }

    public MemoryMeasure measure() {
        return asked.measure();
    }

    public BreachSamples samples() {
        return asked.samples();
    }

    public Duration startGrace() {
        return asked.startGrace();
    }

    public Optional<String> cpuWords() {
        return limits.cpuWords(asked.cpu());
    }

    public Optional<String> memoryWords() {
        return limits.memoryWords(asked.memory());
    }
}
