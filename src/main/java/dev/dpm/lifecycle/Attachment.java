package dev.dpm.lifecycle;

import java.util.Optional;

import dev.dpm.config.RestartRules.BreachAction;
import dev.dpm.config.RestartRules.OnExhausted;
import dev.dpm.event.TargetEvent;
import dev.dpm.policy.Decision;
import dev.dpm.policy.RestartPolicy;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Phase;
import dev.dpm.process.RestartCause;
import dev.dpm.process.Signal;

/** The runner's reactions to an attached process, which another program has started. */
final class Attachment {

    private Attachment() {
    }

    /** Ends the supervision of the attached process without a signal. */
    static Step letGo(Ledger ledger, Life life, Situation at, String why) {
        return Step.to(new Resting(Phase.STOPPED, ledger.afresh().because("let go: " + why)))
                .noting(new TargetEvent.TargetLetGo(at.name(), life.number(), life.pid(), why));
    }

    /** Ends the supervision of the attached process, and searches for a process that matches the changed settings. */
    static Step exchange(Ledger ledger, Life life, Situation at, String why) {
        Step letGo = letGo(ledger, life, at, why);
        return letGo.then(Launching.begin(letGo.next().ledger(), at, why));
    }

    /** The step after the end of an attached process. Processes that it left behind are not signalled. */
    static Step ended(Ledger ledger, Life life, Situation at, ExitStatus status, Optional<String> evidence) {
        Ledger after = ledger.outlived(life.age(at.now())).ended(status);
        Step exited = Step.to(new Resting(Phase.EXITED, after)).noting(new TargetEvent.TargetExited(at.name(),
                life.number(), life.pid(), status, life.age(at.now()), false,
                RestartPolicy.isSuccess(at.spec().restarts(), status), evidence, Optional.empty()));
        return next(exited, after, at, RestartCause.SOMEBODY_ELSE, status);
    }

    /**
     * Adds to a step the search for the process that replaces an ended attached process. A process that the user selected by
     * pid is not replaced.
     */
    static Step next(Step step, Ledger after, Situation at, RestartCause cause, ExitStatus status) {
        boolean isOnlyOne = at.spec().attach().flatMap(selector -> selector.pid()).isPresent();
        return isOnlyOne
                ? Waiting.onlyOne(step, after, at, status)
                : Waiting.afterLife(step, after, at, cause);
    }

    /**
     * Reacts to an exceeded threshold or a failing check.
     *
     * @param otherLasts true: the runner has reacted to another threshold or check, which is still not in order
     */
    static Step answer(Living living, Step step, Situation at, Trouble trouble, boolean otherLasts) {
        BreachAction action = at.spec().restarts().onBreach();
        Life life = living.current();
        return switch (action.kind()) {
            case NONE -> step.noting(trouble.begun(at, life, "nothing is done (on_breach none)"));
            case UNHEALTHY, RESTART, STOP -> step.noting(trouble.begun(at, life, "reported as unhealthy"));
            case SIGNAL -> otherLasts
                    ? step.noting(trouble.begun(at, life, "a signal was sent already, for what still lasts"))
                    : within(living, step, at, trouble);
            case TERMINATE -> within(living, step, at, trouble);
        };
    }

    /** Adds to a step the reaction to an exceeded threshold or a failing check, if the restart budget allows this reaction. */
    private static Step within(Living living, Step step, Situation at, Trouble trouble) {
        Decision decision = RestartPolicy.toSignal(at.spec().restarts(), living.ledger().budget(), trouble.sentence(),
                living.lived(at));
        if (decision instanceof Decision.Restart allowed) {
            Ledger spent = living.ledger().spending(allowed.budget());
            return at.spec().restarts().onBreach().signal()
                    .map(signal -> signalled(living, spent, step, at, trouble, signal))
                    .orElseGet(() -> terminated(living, spent, step, at, trouble));
        }
        Living left = new Living(living.phase(), living.ledger().gaveUp(decision.reason()), living.current());
        Step gaveUp = step.into(left)
                .noting(trouble.begun(at, living.current(), "no more signals, given up"))
                .noting(new TargetEvent.TargetGaveUp(at.name(), decision.reason()));
        return at.spec().restarts().onExhausted() == OnExhausted.EXIT
                ? gaveUp.doing(new Effect.EndRunner(decision.reason()))
                : gaveUp;
    }

    private static Step signalled(Living living, Ledger spent, Step step, Situation at, Trouble trouble,
            Signal signal) {
        Life life = living.current();
        return step.into(new Living(living.phase(), spent, life))
                .noting(trouble.begun(at, life, "sending " + signal.name()))
                .noting(new TargetEvent.SignalSent(at.name(), life.pid(), signal.name(), trouble.sentence()))
                .doing(new Effect.SendSignal(life.number(), life.main().orElseThrow(), signal));
    }

    private static Step terminated(Living living, Ledger spent, Step step, Situation at, Trouble trouble) {
        Step asked = Ending.ask(spent, living.current(), at, new AfterExit.Reattach(trouble.cause()),
                trouble.sentence());
        return step.noting(trouble.begun(at, living.current(), "terminating, somebody else restarts it")).then(asked);
    }

    /**
     * Completes a step after SIGKILL did not end an attached process (no permission, uninterruptible sleep). The runner gives
     * up, and the process goes on.
     */
    static Step afterFailedKill(Step step, Ledger ledger, Life life, Situation at, String reason) {
        return step.into(new Living(Phase.RUNNING, ledger.gaveUp(reason), life))
                .noting(new TargetEvent.TargetGaveUp(at.name(), reason));
    }
}
