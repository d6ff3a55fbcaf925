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
 * A launch is under way, and its result has not arrived. A launch that hangs (for example in a folder on a server that
 * does not answer) counts as failed after a minute. If such a launch still produces a process, the runner ends that
 * process.
 */
public record Launching(Ledger ledger, Life current) implements TargetState {

    /**
     * How long the runner waits before it retries a launch of the target that failed because the runner itself lacked
     * resources.
     */
    private static final Duration RUNNER_RETRY = Duration.ofSeconds(1);

    /**
     * The time after which a launch counts as failed. A launch takes milliseconds, and some seconds on an overloaded
     * machine.
     */
    private static final Duration OVERDUE = Duration.ofSeconds(60);

    /**
     * The step that begins a launch. A target whose dependencies are not met first waits for them; for an attached
     * target the runner searches for its process instead of launching one.
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

    /** The step that orders the launch with the number in the target's {@link Ledger}. */
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

    /**
     * Adds to a step that the runner gives up waiting for a launch: if the launch still produces a process, the runner
     * ends that process.
     *
     * @param step the step that follows
     */
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

    /**
     * {@inheritDoc} A fast program may report that it is ready before the supervision loop has received the result of
     * the launch.
     */
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
     * Continues after a launch, or a hook before the launch, has failed.
     *
     * @param runnersFault true if the runner itself lacked memory, threads or descriptors; the launch is retried after
     * 1 s and does not count against the restart budget
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
