package dev.dpm.policy;

import java.time.Duration;

import dev.dpm.config.BreachSamples;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.Threshold;

/**
 * The thresholds in force for a target.
 *
 * @param cpu percent of one core
 * @param memory bytes
 */
public record ThresholdRules(Threshold cpu, Threshold memory, BreachSamples samples, Duration startGrace) {

    public static ThresholdRules of(TargetSpec spec) {
        return new ThresholdRules(spec.cpuThreshold(), spec.memoryThreshold(), spec.breachSamples(),
                spec.startGrace());
    }
}
