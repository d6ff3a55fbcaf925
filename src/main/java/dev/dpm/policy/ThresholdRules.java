package dev.dpm.policy;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.BreachSamples;
import dev.dpm.config.MemoryMeasure;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.Threshold;
import dev.dpm.sampling.Sample;

/**
 * The thresholds in force for a target.
 *
 * @param cpu percent of one core, never a share
 * @param memory bytes, never a share
 * @param measure the figure that is judged as memory
 * @param cpuWords what the threshold is a part of, where it is
 * @param memoryWords likewise
 */
public record ThresholdRules(Threshold cpu, Threshold memory, MemoryMeasure measure, BreachSamples samples,
        Duration startGrace, Optional<String> cpuWords, Optional<String> memoryWords) {

    /** Before the first sample, when parts of a limit are not known yet. */
    public static ThresholdRules of(TargetSpec spec) {
        return of(spec, Optional.empty());
    }

    /** @param sample says which limits are in force */
    public static ThresholdRules of(TargetSpec spec, Optional<Sample> sample) {
        LimitsInForce limits = LimitsInForce.of(spec, sample);
        return new ThresholdRules(limits.cpu(spec.cpuThreshold()), limits.memory(spec.memoryThreshold()),
                spec.memoryMeasure(), spec.breachSamples(), spec.startGrace(), limits.cpuWords(spec.cpuThreshold()),
                limits.memoryWords(spec.memoryThreshold()));
    }
}
