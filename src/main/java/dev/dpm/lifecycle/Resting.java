package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.event.TargetEvent;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;

/**
 * STOPPED, EXITED or FATAL: no process of the target runs.
 *
 * @param survivor a process that survived SIGKILL (uninterruptible sleep, no permission); empty: none. The target is launched
 * only after its end, and each command sends SIGKILL again
 */
public record Resting(Phase phase, Ledger ledger, Optional<Life> survivor) implements TargetState {

    public Resting(Phase phase, Ledger ledger) {
        this(phase, ledger, Optional.empty());
    }

    public Resting {
        if (!phase.isAtRest()) {
            throw new IllegalArgumentException(phase + " is no rest");
        }
    }

    public static Resting blank() {
        return blank(0);
    }

    /**
     * The state of a target that was never started.
     *
     * @param after the number of a launch that is still under way for a removed target of the same name; 0: none
     */
    public static Resting blank(long after) {
        return new Resting(Phase.STOPPED, Ledger.blank().inLife(after));
    }

    /** The state of a target that was STOPPED, EXITED or FATAL under an earlier runner. */
    public static Resting remembered(Phase phase, Ledger ledger) {
        return new Resting(phase.isAtRest() ? phase : Phase.STOPPED, ledger);
    }

    /** The state of a target of which a process survived SIGKILL under an earlier runner. */
    public static Resting remembered(Phase phase, Ledger ledger, ProcessIdentity survivor, Duration since) {
        return new Resting(phase, ledger, Optional.of(Life.adopted(ledger.incarnation(), survivor, since)));
    }

    /** Makes a target FATAL after an internal error of the runner. A living process is stopped first. */
    public static Step broken(TargetState before, Situation at, String reason) {
        Ledger gaveUp = before.ledger().gaveUp(reason);
        AfterExit fatal = new AfterExit.Rest(Phase.FATAL, reason);
        Optional<Life> attached = before.life().filter(Life::attached);
        if (attached.isPresent()) {
            return Step.to(new Resting(Phase.FATAL, gaveUp))
                    .noting(new TargetEvent.TargetLetGo(at.name(), attached.get().number(), attached.get().pid(),
                            reason));
        }
        if (before instanceof Living living) {
            return Ending.ask(gaveUp, living.current(), at, fatal, reason);
        }
        if (before instanceof Preparing preparing) {
            return Cleaning.breakOff(gaveUp, preparing.current(), at, fatal);
        }
        if (before instanceof Launching launching) {
            return Step.to(Ending.beforeLaunch(gaveUp, launching.current(), at, fatal));
        }
        Step rested = Step.to(new Resting(Phase.FATAL, gaveUp));
        return before.life().flatMap(Life::main)
                .map(main -> rested.doing(
                        new Effect.Terminate(gaveUp.incarnation(), main, Signal.KILL, StopScope.TREE)))
                .orElse(rested);
    }

    /** Launches a target whose process ended while no runner ran. The restart budget is unchanged. */
    public Step resume(Situation at, String why) {
        return Launching.begin(ledger, at, why);
    }

    @Override
    public Step onPlanned(Situation at, String why) {
        return survivor.isPresent()
                ? Ending.insist(ledger, survivor.get(), at, new AfterExit.Rest(Phase.EXITED, why))
                : Step.to(new Scheduled(ledger.because(why)));
    }

    /** {@inheritDoc} A run that failed or used up all restarts does not prevent the next run. */
    @Override
    public Step onDue(Situation at, String why) {
        return phase == Phase.STOPPED ? Step.to(this) : onStart(at, why);
    }

    @Override
    public Step onStart(Situation at, String why) {
        if (survivor.isPresent()) {
            return Ending.insist(ledger, survivor.get(), at, new AfterExit.CommandedStart(why));
        }
        return Launching.begin(ledger.afresh(), at, why);
    }

    @Override
    public Step onStop(Situation at, String why) {
        if (phase == Phase.STOPPED) {
            return Step.to(this);
        }
        if (survivor.isPresent()) {
            return Ending.insist(ledger, survivor.get(), at, new AfterExit.Rest(Phase.STOPPED, why));
        }
        return Step.to(new Resting(Phase.STOPPED, ledger.afresh().because(why)))
                .noting(new TargetEvent.TargetStopped(at.name(), why));
    }

    @Override
    public Step onAdopted(Situation at, long incarnation, ProcessIdentity main, Duration age) {
        if (at.spec().attach().isPresent()) {
            return reattached(at, incarnation, main, age);
        }
        return adopted(at, incarnation, main, age, Phase.RUNNING);
    }

    /** Adopts a living process that an earlier runner launched and that was not RUNNING yet. */
    public Step adoptUnready(Situation at, long incarnation, ProcessIdentity main, Duration age) {
        return adopted(at, incarnation, main, age, Phase.STARTING);
    }

    private Step adopted(Situation at, long incarnation, ProcessIdentity main, Duration age, Phase as) {
        Ledger adopted = ledger.inLife(incarnation).because("adopted from an earlier runner");
        Life life = Life.adopted(incarnation, main, at.now().minus(age));
        return Step.to(new Living(as, adopted, as == Phase.RUNNING ? Watchdog.armed(life, at) : life))
                .doing(new Effect.Watch(incarnation, main))
                .noting(new TargetEvent.TargetAdopted(at.name(), incarnation, main.pid()));
    }

    private Step reattached(Situation at, long incarnation, ProcessIdentity main, Duration age) {
        String why = "the same process as before the runner's restart";
        Life life = Life.attached(incarnation, main, at.now().minus(age));
        return Step.to(new Living(Phase.RUNNING, ledger.inLife(incarnation).because("attached again: " + why), life))
                .doing(new Effect.Watch(incarnation, main))
                .noting(new TargetEvent.TargetAttached(at.name(), incarnation, main.pid(), why));
    }
}
