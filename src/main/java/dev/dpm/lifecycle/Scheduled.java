package dev.dpm.lifecycle;

import dev.dpm.event.TargetEvent;
import dev.dpm.process.Phase;

/**
 * The target rests between two runs of its schedule: WAITING. No process of the target lives. The loop watches the
 * clock, and sends the stimulus {@code onDue}. The ledger contains the end of the last run.
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

    /** {@inheritDoc} Such a run is additional to the runs of the schedule. */
    @Override
    public Step onStart(Situation at, String why) {
        return Launching.begin(ledger.afresh(), at, why);
    }

    /**
     * {@inheritDoc} If the new settings have no schedule, the target is launched, because it is wanted and does not
     * run.
     */
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
