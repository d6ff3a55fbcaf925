package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.BreachAction;
import dev.dpm.config.OnExhausted;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.Event;
import dev.dpm.policy.Decision;
import dev.dpm.policy.Finding;
import dev.dpm.policy.RestartPolicy;
import dev.dpm.policy.ThresholdPolicy;
import dev.dpm.policy.ThresholdRules;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.sampling.Usage;

/** A process lives: STARTING until it has lived for {@code --start_seconds}, then RUNNING. */
public record Living(Phase phase, Ledger ledger, Life current) implements TargetState {

    public Living {
        if (current.main().isEmpty() || phase != Phase.STARTING && phase != Phase.RUNNING) {
            throw new IllegalArgumentException(phase + " with process " + current.main());
        }
    }

    @Override
    public Optional<Life> life() {
        return Optional.of(current);
    }

    private ProcessIdentity main() {
        return current.main().orElseThrow();
    }

    @Override
    public Step onStart(Situation at, String why) {
        return Step.to(new Living(phase, ledger.afresh(), current.rewatched()));
    }

    @Override
    public Step onRenewed(Situation at) {
        return Step.to(new Living(phase, ledger.afresh(), current));
    }

    @Override
    public Step onStop(Situation at, String why) {
        return Ending.ask(ledger, current, at, new After.Rest(Phase.STOPPED, why), why);
    }

    @Override
    public Step onRestart(Situation at, String why) {
        return Ending.ask(ledger, current, at, new After.Anew(why), why);
    }

    @Override
    public Step onExited(Situation at, long incarnation, ExitStatus status) {
        if (incarnation != current.number()) {
            return Step.to(this);
        }
        Decision decision = RestartPolicy.afterExit(at.spec(), ledger.budget(), status, lived(at));
        return Ending.afterExit(ledger, current, at, status, After.of(decision, "exit", at));
    }

    private RestartPolicy.Life lived(Situation at) {
        return new RestartPolicy.Life(current.age(at.now()), phase == Phase.RUNNING);
    }

    @Override
    public Step onAssessed(Situation at, long incarnation, Usage usage) {
        if (incarnation != current.number()) {
            return Step.to(this);
        }
        ThresholdPolicy.Verdict verdict = ThresholdPolicy.judge(current.watch(), usage, current.age(at.now()),
                ThresholdRules.of(at.spec()));
        Living assessed = new Living(phase, ledger, current.assessed(verdict.watch(), usage));
        Step step = Step.to(assessed);
        for (Finding finding : verdict.findings()) {
            if (step.next() instanceof Living still) {
                step = finding.over() ? still.breached(step, at, finding) : still.recovered(step, at, finding);
            }
        }
        return step;
    }

    private Step recovered(Step step, Situation at, Finding finding) {
        return step.noting(new Event.ThresholdRecovered(at.name(), current.number(), current.pid(),
                finding.resource().word(), finding.sentence()));
    }

    private Step breached(Step step, Situation at, Finding finding) {
        BreachAction action = at.spec().onBreach();
        if (ledger.givenUp()) {
            return step.noting(breach(at, finding, "given up, nothing more is done"));
        }
        return switch (action.kind()) {
            case NONE -> step.noting(breach(at, finding, "would restart (on_breach none)"));
            case UNHEALTHY -> step.noting(breach(at, finding, "reported as unhealthy"));
            case SIGNAL -> signalled(step, at, finding);
            case STOP -> merge(step.noting(breach(at, finding, "stopping")),
                    Ending.ask(ledger, current, at, new After.Rest(Phase.EXITED, "stopped: " + finding.sentence()),
                            finding.sentence()));
            case RESTART -> restarted(step, at, finding);
        };
    }

    private Step signalled(Step step, Situation at, Finding finding) {
        Signal signal = at.spec().onBreach().signal().orElseThrow();
        return step.noting(breach(at, finding, "sending " + signal.name()))
                .noting(new Event.SignalSent(at.name(), current.pid(), signal.name(), finding.sentence()))
                .doing(new Effect.SendSignal(current.number(), main(), signal));
    }

    private Step restarted(Step step, Situation at, Finding finding) {
        Decision decision = RestartPolicy.afterBreach(at.spec(), ledger.budget(), finding.sentence(), lived(at));
        if (decision instanceof Decision.GiveUp && at.spec().onExhausted() == OnExhausted.LEAVE) {
            Living left = new Living(phase, ledger.gaveUp(decision.reason()), current);
            return new Step(left, step.effects(), step.events())
                    .noting(breach(at, finding, "left running, given up"))
                    .noting(new Event.TargetGaveUp(at.name(), decision.reason()));
        }
        String action = decision instanceof Decision.Restart ? "restarting" : "stopping, no restarts are left";
        return merge(step.noting(breach(at, finding, action)), Ending.ask(ledger, current, at,
                After.of(decision, finding.resource().word(), at), finding.sentence()));
    }

    private Event breach(Situation at, Finding finding, String action) {
        return new Event.ThresholdBreached(at.name(), current.number(), current.pid(), finding.resource().word(),
                finding.sentence(), action);
    }

    private static Step merge(Step before, Step after) {
        Step merged = new Step(after.next(), before.effects(), before.events());
        for (Effect effect : after.effects()) {
            merged = merged.doing(effect);
        }
        for (Event event : after.events()) {
            merged = merged.noting(event);
        }
        return merged;
    }

    @Override
    public Optional<Duration> deadline(TargetSpec spec) {
        return phase == Phase.STARTING ? Optional.of(current.since().plus(spec.startSeconds())) : Optional.empty();
    }

    @Override
    public Step onDeadline(Situation at) {
        boolean due = phase == Phase.STARTING && current.age(at.now()).compareTo(at.spec().startSeconds()) >= 0;
        return due ? promoted(Step.to(this), at) : Step.to(this);
    }

    /** Turns the STARTING state of a step into RUNNING. */
    static Step promoted(Step step, Situation at) {
        Living starting = (Living) step.next();
        Living running = new Living(Phase.RUNNING, starting.ledger(), starting.current());
        return new Step(running, step.effects(), step.events()).noting(
                new Event.TargetRunning(at.name(), starting.current().number(), starting.current().pid()));
    }
}
