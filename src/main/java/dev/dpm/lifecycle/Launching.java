package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.TargetEvent;
import dev.dpm.policy.Decision;
import dev.dpm.policy.RestartPolicy;
import dev.dpm.process.Hook;
import dev.dpm.process.Notification;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.RestartCause;

/**
 * The state while a launch is under way. After a minute, the launch counts as failed, and a process that it still produces
 * is ended.
 */
public record Launching(Ledger ledger, Life current) implements TargetState {

    /** The pause after a launch that failed because the runner itself lacked resources. */
    private static final Duration RUNNER_RETRY = Duration.ofSeconds(1);

    /**
     * The time after which a launch counts as failed. A launch takes milliseconds, and some seconds on an overloaded machine.
     */
    private static final Duration OVERDUE = Duration.ofSeconds(60);

    /**
     * Begins a launch of a target. If dependencies are not met, the target waits for them first. For an attached target,
     * the runner searches for the process instead.
     */
    static Step begin(Ledger ledger, Situation at, String why) {
        if (at.spec().attach().isPresent()) {
            return Waiting.begin(ledger, at, why);
        }
        if (!at.clearance().isGiven()) {
            return AwaitingDependencies.begin(ledger, at, why);
        }
        Ledger next = ledger.nextLife().because(why);
        return at.spec().hooks().has(Hook.PRE_START) ? Preparing.begin(next, at, why) : launch(next, at);
    }

    /** Orders the launch with the number in the {@link Ledger}. */
    static Step launch(Ledger ledger, Situation at) {
        Life life = Life.ordered(ledger.incarnation(), at.now());
        return Step.to(new Launching(ledger, life)).doing(new Effect.Launch(life.number()));
    }

    @Override
    public Phase phase() {
        return Phase.STARTING;
    }

    @Override
    public Optional<Life> life() {
        return Optional.of(current);
    }

    @Override
    public Optional<Duration> deadline(TargetSpec spec) {
        return Optional.of(current.since().plus(OVERDUE));
    }

    @Override
    public Step onDeadline(Situation at) {
        if (current.age(at.now()).compareTo(OVERDUE) < 0) {
            return Step.to(this);
        }
        String reason = "the launch has not come back for " + OVERDUE.toSeconds()
                + " s: its folder, program or log may lie on a server that is away";
        Step failed = onLaunchFailed(at, current.number(), reason, false);
        return disowning(current, failed);
    }

    /** Adds to a step that the launch is cancelled. A process that the cancelled launch still produces is ended. */
    static Step disowning(Life life, Step step) {
        return Step.to(step.next()).doing(new Effect.Disown(life.number())).then(step);
    }

    @Override
    public Step onStart(Situation at, String why) {
        return onRenewed(at);
    }

    @Override
    public Step onRenewed(Situation at) {
        return Step.to(new Launching(ledger.afresh(), current));
    }

    @Override
    public Step onStop(Situation at, String why) {
        return Step.to(Ending.beforeLaunch(ledger, current, at, new AfterExit.Rest(Phase.STOPPED, why)));
    }

    @Override
    public Step onRestart(Situation at, String why) {
        return Step.to(Ending.beforeLaunch(ledger, current, at, new AfterExit.CommandedStart(why)));
    }

    @Override
    public Step onLaunched(Situation at, long incarnation, ProcessIdentity main) {
        if (incarnation != current.number()) {
            return Step.to(this);
        }
        Life life = current.launchedAs(main, at.now());
        Step step = Step.to(new Living(Phase.STARTING, ledger, life))
                .noting(new TargetEvent.TargetStarted(at.name(), incarnation, main.pid(), ledger.reason()));
        boolean isReady = at.spec().readiness().isAwaited()
                ? at.spec().readiness().isReportedByTarget() && life.announced().ready()
                : at.spec().startSeconds().isZero();
        return isReady ? Living.promoted(step, at) : step;
    }

    /** {@inheritDoc} A fast program may report that it is ready before the result of its launch arrives. */
    @Override
    public Step onNotified(Situation at, long incarnation, Notification told) {
        return incarnation == current.number()
                ? Step.to(new Launching(ledger, current.heard(told, at.now())))
                : Step.to(this);
    }

    @Override
    public Step onLaunchFailed(Situation at, long incarnation, String reason, boolean runnersFault) {
        if (incarnation != current.number()) {
            return Step.to(this);
        }
        return failed(Step.to(this), ledger, current, at, reason, runnersFault);
    }

    /**
     * Continues after a failed launch or a failed hook before it.
     *
     * @param runnersFault true: the runner itself lacked memory, threads or file descriptors, so the launch is repeated without
     * using a restart
     */
    static Step failed(Step step, Ledger ledger, Life life, Situation at, String reason, boolean runnersFault) {
        Step told = step.noting(new TargetEvent.LaunchFailed(at.name(), life.number(), reason, runnersFault));
        if (runnersFault) {
            String why = "the runner could not launch it, and tries again: " + reason;
            return told.into(new Pausing(ledger.because(why), at.now().plus(RUNNER_RETRY), ledger.reason()));
        }
        Decision decision = RestartPolicy.afterLaunchFailure(at.spec().restarts(), ledger.budget(), reason);
        return Cleaning.conclude(told, ledger, life, at, AfterExit.of(decision, RestartCause.LAUNCH, at));
    }
}
