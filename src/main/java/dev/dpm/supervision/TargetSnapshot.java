package dev.dpm.supervision;

import java.time.Duration;
import java.util.Map;

import dev.dpm.check.CheckResult;
import dev.dpm.config.TargetSpec;
import dev.dpm.history.Moments;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.process.CheckKind;
import dev.dpm.process.Resource;

/**
 * One target at one moment.
 *
 * @param wanted whether it should run
 * @param cpuTotal CPU time of all its lives under this runner; never falls
 * @param missedSamples since the runner's start
 * @param breaches by threshold since the runner's start
 * @param checks runs of its checks since the runner's start
 * @param acknowledged a person knows that it is FATAL
 * @param active took part in this runner's life: was started or adopted, not only remembered
 * @param moments when things last happened to it, by the wall clock
 * @param since when they began to be so, by the runner's clock
 */
public record TargetSnapshot(TargetSpec spec, TargetState state, boolean wanted, Duration cpuTotal,
        long missedSamples, Map<Resource, Long> breaches,
        Map<CheckKind, Map<CheckResult.Outcome, Long>> checks, boolean acknowledged, boolean active,
        Moments moments, Since since) {
}
