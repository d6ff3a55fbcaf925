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
 * @param cpuTotal CPU time of all processes of the target since this runner's start; never falls
 * @param missedSamples number of missed samples since the runner's start
 * @param breaches how often each threshold was exceeded long enough for a reaction, since the runner's start
 * @param checks number of runs of each check since the runner's start
 * @param acknowledged whether a person has acknowledged that the target is FATAL
 * @param active true: this runner started or adopted the target; false: the target only exists because an earlier
 *     runner recorded it
 * @param moments the wall-clock times of the target's latest events
 * @param since when the target's phase and its trouble began, on the runner's monotonic clock
 * @param nextRun the next scheduled time, by the wall clock; empty: the target has no schedule
 * @param pending a phrase about settings in the target's file that apply only after the next restart or reload by
 *     command; empty text: none
 * @param cgroup the figures of the cgroup that limits the present process tree, as last read
 */
public record TargetSnapshot(TargetSpec spec, TargetState state, boolean wanted, Duration cpuTotal,
        long missedSamples, Map<Resource, Long> breaches,
        Map<CheckKind, Map<CheckResult.Outcome, Long>> checks, boolean acknowledged, boolean active,
        Moments moments, Since since, Optional<WallTime> nextRun, String pending, CgroupUse cgroup) {

    /**
     * When a target's phase began, and when it began to exceed a threshold or to fail a check, on the runner's
     * monotonic clock, as far as this runner observed them.
     *
     * @param phase the target's phase
     * @param inPhase since when the target is in that phase; empty: since before this runner started
     * @param troubled since when the living target exceeds a threshold, fails a check or is given up; empty: none of
     *     these is the case
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
