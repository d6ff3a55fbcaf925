package dev.dpm.lifecycle;

import dev.dpm.event.TargetEvent;
import dev.dpm.process.Phase;

/**
 * The target rests between two runs of its schedule: WAITING. None of its processes lives; the loop keeps the time, and
 * brings {@code onDue}. The ledger tells how the last run ended.
 */
public record Scheduled(Ledger ledger) implements TargetState {

    @Override
    public Phase phase() {
        return Phase.WAITING;
    }

    @Override
    public Step onDue(Situation at, String why) {
        return Launching.begin(ledger.afresh(), at, why);
    }

    /** {@inheritDoc} That is a run of its own, beside those of the schedule. */
    @Override
    public Step onStart(Situation at, String why) {
        return Launching.begin(ledger.afresh(), at, why);
    }

    /** {@inheritDoc} Without a schedule it is a target like others, which is wanted and does not run. */
    @Override
    public Step onRenewed(Situation at) {
        return at.spec().timing().isScheduled()
                ? Step.to(this)
                : Launching.begin(ledger.afresh(), at, "it has no schedule any more");
    }

    @Override
    public Step onStop(Situation at, String why) {
        return Step.to(new Resting(Phase.STOPPED, ledger.afresh().because(why)))
                .noting(new TargetEvent.TargetStopped(at.name(), why));
    }
}
