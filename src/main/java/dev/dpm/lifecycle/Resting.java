package dev.dpm.lifecycle;

import java.time.Duration;

import dev.dpm.event.Event;
import dev.dpm.process.ProcessIdentity;

/** Nothing lives and nothing is to come without a command: STOPPED, EXITED or FATAL. */
public record Resting(Phase phase, Ledger ledger) implements TargetState {

    public Resting {
        if (!phase.isAtRest()) {
            throw new IllegalArgumentException(phase + " is no rest");
        }
    }

    /** A target that is known and was never started. */
    public static Resting blank() {
        return new Resting(Phase.STOPPED, Ledger.blank());
    }

    /** A target of an earlier runner that nothing lives of. */
    public static Resting remembered(Phase phase, Ledger ledger) {
        return new Resting(phase.isAtRest() ? phase : Phase.STOPPED, ledger);
    }

    /** Where a target ends up when the runner itself made a mistake about it. */
    public static Resting broken(TargetState before, String reason) {
        return new Resting(Phase.FATAL, before.ledger().gaveUp(reason));
    }

    /** Goes on where an earlier runner left off, with the budget as it was: its process is gone. */
    public Step resume(Situation at, String why) {
        return Launching.begin(ledger, at, why);
    }

    @Override
    public Step onStart(Situation at, String why) {
        return Launching.begin(ledger.afresh(), at, why);
    }

    @Override
    public Step onStop(Situation at, String why) {
        if (phase == Phase.STOPPED) {
            return Step.to(this);
        }
        return Step.to(new Resting(Phase.STOPPED, ledger.afresh().because(why)))
                .noting(new Event.TargetStopped(at.name(), why));
    }

    @Override
    public Step onAdopted(Situation at, long incarnation, ProcessIdentity main, Duration age) {
        Life life = Life.adopted(incarnation, main, at.now().minus(age));
        return Step.to(new Living(Phase.RUNNING, ledger.because("adopted from an earlier runner"), life))
                .noting(new Event.TargetAdopted(at.name(), incarnation, main.pid()));
    }
}
