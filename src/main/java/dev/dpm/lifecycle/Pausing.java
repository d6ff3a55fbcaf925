package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.config.Timing.Overlap;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.Phase;

/**
 * BACKOFF: the target waits before a restart.
 *
 * @param retryAt when the launch begins, on the runner's monotonic clock
 * @param why the reason of the launch, which the event about the launch will contain
 */
public record Pausing(Ledger ledger, Duration retryAt, String why) implements TargetState {

    @Override
    public Phase phase() {
        return Phase.BACKOFF;
    }

    @Override
    public Optional<Duration> deadline(TargetSpec spec) {
        return Optional.of(retryAt);
    }

    @Override
    public Step onStart(Situation at, String reason) {
        return Launching.begin(ledger.afresh(), at, reason);
    }

    @Override
    public Step onRenewed(Situation at) {
        return Step.to(new Pausing(ledger.afresh(), retryAt, why));
    }

    @Override
    public Step onStop(Situation at, String reason) {
        return Step.to(new Resting(Phase.STOPPED, ledger.afresh().because(reason)))
                .noting(new TargetEvent.TargetStopped(at.name(), reason));
    }

    @Override
    public Step onDue(Situation at, String reason) {
        return at.spec().timing().overlap() == Overlap.KILL
                ? Launching.begin(ledger.afresh(), at, reason)
                : TargetState.super.onDue(at, reason);
    }

    @Override
    public Step onDeadline(Situation at) {
        return at.now().compareTo(retryAt) < 0 ? Step.to(this) : Launching.begin(ledger, at, why);
    }
}
