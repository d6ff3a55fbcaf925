package dev.dpm.supervision;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.check.CheckSpec;
import dev.dpm.config.TargetSpec;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.process.Phase;

/**
 * Since when a target is as it is, on the runner's monotonic clock and by what this runner saw.
 *
 * @param phase of that moment
 * @param inPhase since when it is in that phase; empty: since before this runner looked
 * @param troubled since when what lives of it is in breach, fails a check or is given up; empty: it does not
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
