package dev.dpm.supervision;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckSpec;
import dev.dpm.config.TargetSpec;
import dev.dpm.history.Moments;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.process.CgroupUse;
import dev.dpm.process.CheckKind;
import dev.dpm.process.Phase;
import dev.dpm.process.Resource;
import dev.dpm.process.WallTime;

/**
 * The state of one target at one moment.
 *
 * @param wanted whether the target should run
 * @param cpuTotal CPU time of all the target's incarnations under this runner; never falls
 * @param missedSamples number of missed samples since the runner's start
 * @param breaches number of breaches for each threshold since the runner's start
 * @param checks number of runs of each check since the runner's start
 * @param acknowledged whether a person has acknowledged that the target is FATAL
 * @param active whether the target was started or adopted under this runner; false: the target is only known from an
 * earlier runner
 * @param moments the wall-clock times of the target's latest events
 * @param nextRun the next moment of the target's schedule, by the wall clock; empty: the target has no schedule
 * @param since the beginning of the target's phase and of its trouble, on the runner's clock
 * @param pending a phrase about settings in the target's file that take effect only with the next commanded restart or
 * reload; empty text: none
 * @param cgroup the cgroup that enforces the limits of the living incarnation, at its last reading
 */
public record TargetSnapshot(TargetSpec spec, TargetState state, boolean wanted, Duration cpuTotal,
        long missedSamples, Map<Resource, Long> breaches,
        Map<CheckKind, Map<CheckResult.Outcome, Long>> checks, boolean acknowledged, boolean active,
        Moments moments, Since since, Optional<WallTime> nextRun, String pending, CgroupUse cgroup) {

    /**
     * The beginning of a target's phase and of its trouble, on the runner's monotonic clock, as far as this runner saw
     * them.
     *
     * @param phase the target's phase
     * @param inPhase since when the target is in that phase; empty: since before this runner started
     * @param troubled since when the living target is in breach, fails a check or is given up; empty: the target is in
     * none of these states
     */
    public record Since(Phase phase, Optional<Duration> inPhase, Optional<Duration> troubled) {

        static Since unknown(TargetState state) {
            return new Since(state.phase(), Optional.empty(), Optional.empty());
        }

        Since after(TargetState state, TargetSpec spec, Duration now) {
            boolean isSame = state.phase() == phase;
            return new Since(state.phase(), isSame ? inPhase : Optional.of(now),
                    isTroubled(state, spec) ? troubled.or(() -> Optional.of(now)) : Optional.empty());
        }

        private static boolean isTroubled(TargetState state, TargetSpec spec) {
            return state.life().filter(life -> state.ledger().givenUp() || isTroubled(life, spec)).isPresent();
        }

        private static boolean isTroubled(Life life, TargetSpec spec) {
            return life.watch().isBreached() || life.checkup().isFailing(CheckSpec.of(spec.checks()));
        }
    }
}
