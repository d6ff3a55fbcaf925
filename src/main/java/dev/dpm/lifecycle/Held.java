package dev.dpm.lifecycle;

import dev.dpm.event.TargetEvent;
import dev.dpm.policy.Clearance;
import dev.dpm.process.Phase;

/**
 * The target is to be launched and waits for targets that it depends on: WAITING. No process of it lives.
 *
 * @param why the reason that its launch will give
 * @param clearance what it waits for
 */
public record Held(Ledger ledger, String why, Clearance clearance) implements TargetState {

    /** Waits until the launch is cleared. */
    static Step begin(Ledger ledger, Situation at, String why) {
        Clearance missing = at.clearance();
        return Step.to(new Held(ledger.because(missing.reason()), why, missing))
                .noting(new TargetEvent.TargetHeld(at.name(), missing.reason(), missing.isStuck()));
    }

    /** Whether somebody has to act on another target before this one can be launched. */
    public boolean isStuck() {
        return clearance.isStuck();
    }

    @Override
    public Phase phase() {
        return Phase.WAITING;
    }

    @Override
    public Step onCleared(Situation at) {
        if (at.clearance().isGiven()) {
            return Launching.begin(ledger, at, why);
        }
        if (at.clearance().equals(clearance)) {
            return Step.to(this);
        }
        Step other = Step.to(new Held(ledger.because(at.clearance().reason()), why, at.clearance()));
        return at.clearance().isStuck() == clearance.isStuck()
                ? other
                : other.noting(new TargetEvent.TargetHeld(at.name(), at.clearance().reason(),
                        at.clearance().isStuck()));
    }

    @Override
    public Step onStart(Situation at, String reason) {
        return onRenewed(at);
    }

    @Override
    public Step onRenewed(Situation at) {
        return Step.to(new Held(ledger.afresh(), why, clearance));
    }

    @Override
    public Step onStop(Situation at, String reason) {
        return Step.to(new Resting(Phase.STOPPED, ledger.afresh().because(reason)))
                .noting(new TargetEvent.TargetStopped(at.name(), reason));
    }
}
