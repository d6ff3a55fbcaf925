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
 * @param spec the target's settings
 * @param state the target's state in the state machine
 * @param wanted whether the target should run
 * @param cpuTotal CPU time of all its processes since the runner's start
 * @param missedSamples the number of missed samples since the runner's start
 * @param breaches the number of reactions to each exceeded threshold since the runner's start
 * @param checks the number of check runs, by kind of check and outcome, since the runner's start
 * @param acknowledged whether a person has seen that the target is FATAL
 * @param active false: the target is only known from the record of an earlier runner
 * @param moments the wall-clock times of its latest events
 * @param since when its phase and its trouble began
 * @param nextRun the next scheduled time; empty: the target has no schedule
 * @param pending a phrase about settings that apply only after a restart; empty text: none
 * @param cgroup the last figures of its cgroup
 */
public record TargetSnapshot(TargetSpec spec, TargetState state, boolean wanted, Duration cpuTotal,
        long missedSamples, Map<Resource, Long> breaches,
        Map<CheckKind, Map<CheckResult.Outcome, Long>> checks, boolean acknowledged, boolean active,
        Moments moments, Since since, Optional<WallTime> nextRun, String pending, CgroupUse cgroup) {

    /**
     * When a target's phase and its trouble began, on the runner's monotonic clock.
     *
     * @param inPhase empty: before this runner started
     * @param troubled since when the target exceeds a threshold, fails a check or is FATAL; empty: none of these
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
