package dev.dpm.lifecycle;

import dev.dpm.event.TargetEvent;
import dev.dpm.process.Phase;

/** WAITING: the target waits for its next scheduled run. The {@link Ledger} contains how the last run ended. */
public record Scheduled(Ledger ledger) implements TargetState {

    @Override
    public Phase phase() {
        return Phase.WAITING;
    }

    @Override
    public Step onDue(Situation at, String why) {
        return Launching.begin(ledger.afresh(), at, why);
    }

    /** {@inheritDoc} A start by command is a run in addition to the scheduled runs. */
    @Override
    public Step onStart(Situation at, String why) {
        return Launching.begin(ledger.afresh(), at, why);
    }

    /** {@inheritDoc} If the new settings have no schedule, the target is launched at once. */
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
