package dev.dpm.lifecycle;

import java.util.List;
import java.util.Optional;

import dev.dpm.check.CheckSpec;
import dev.dpm.config.Readiness.ReadyBy;
import dev.dpm.config.TargetSpec;
import dev.dpm.policy.CheckStatus;
import dev.dpm.policy.DependencyState;
import dev.dpm.policy.DependencyState.Fitness;
import dev.dpm.policy.RestartPolicy;
import dev.dpm.process.Phase;

/** Says whether a target has started, is healthy or has succeeded, for the targets that depend on it. */
public final class DependencyStates {

    private DependencyStates() {
    }

    public static DependencyState of(TargetState state, TargetSpec spec) {
        boolean succeeded = state.phase() == Phase.EXITED && !state.ledger().failed()
                && state.ledger().lastExit().filter(exit -> RestartPolicy.isSuccess(spec.restarts(), exit)).isPresent();
        if (state instanceof AwaitingDependencies held) {
            return new DependencyState(Phase.WAITING, false, held.isStuck() ? Fitness.FAILING : Fitness.UNKNOWN,
                    held.clearance().cause());
        }
        boolean isRunning = state.phase() == Phase.RUNNING;
        boolean isChecked = isRunning || state.phase() == Phase.STARTING && spec.readiness().by() == ReadyBy.CHECK;
        Optional<Life> life = state.life().filter(some -> isChecked);
        String why = state.phase() == Phase.STARTING ? awaited(state, spec) : state.ledger().reason();
        return life
                .map(living -> living(state.phase(), living,
                        isRunning ? CheckSpec.of(spec.checks()) : CheckSpec.runByRunner(spec.checks())))
                .orElseGet(() -> new DependencyState(state.phase(), succeeded, Fitness.UNKNOWN, why));
    }

    /**
     * What a STARTING target must still do to count as ready, as a phrase. Empty: it only has to run for some time or to pass its
     * checks.
     */
    private static String awaited(TargetState state, TargetSpec spec) {
        String said = state.life().flatMap(life -> life.announced().words()).map(words -> " (" + words + ")")
                .orElse("");
        return switch (spec.readiness().by()) {
            case ALIVE, CHECK -> "";
            case NOTIFY -> "it has sent no READY=1" + said;
            case OUTPUT -> "no line of its output matched " + spec.readiness().output().orElseThrow() + said;
        };
    }

    private static DependencyState living(Phase phase, Life life, List<CheckSpec> checks) {
        for (int at = 0; at < checks.size(); at++) {
            CheckStatus status = life.checkup().of(checks.get(at));
            if (!status.isPassing()) {
                return new DependencyState(phase, false, status.isFailing() ? Fitness.FAILING : Fitness.UNKNOWN,
                        "check " + (at + 1) + " of " + checks.size() + ", " + outcome(checks.get(at), status));
            }
        }
        return new DependencyState(phase, false, Fitness.WELL, "");
    }

    private static String outcome(CheckSpec check, CheckStatus status) {
        return status.latest().map(last -> last.sentence()).orElseGet(() -> check.words() + " has not run yet");
    }
}
