package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckSpec;
import dev.dpm.check.Checked;
import dev.dpm.config.Readiness.ReadyBy;
import dev.dpm.config.RestartRules.BreachAction;
import dev.dpm.config.RestartRules.OnExhausted;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.Timing.Overlap;
import dev.dpm.event.EventWords;
import dev.dpm.event.Observation;
import dev.dpm.event.TargetEvent;
import dev.dpm.policy.CheckPolicy;
import dev.dpm.policy.CheckStatus;
import dev.dpm.policy.CheckStatuses;
import dev.dpm.policy.Decision;
import dev.dpm.policy.ForecastPolicy;
import dev.dpm.policy.MemoryStory;
import dev.dpm.policy.RestartPolicy;
import dev.dpm.policy.ThresholdFinding;
import dev.dpm.policy.ThresholdPolicy;
import dev.dpm.policy.ThresholdRules;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Hook;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Notification;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.RestartCause;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;

/**
 * STARTING or RUNNING: a process of the target runs. STARTING ends when the target is ready or has run for {@code
 * --start_seconds}.
 */
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
        return judgedAnew();
    }

    @Override
    public Step onRenewed(Situation at) {
        // the runner gave up on the target because of an exceeded threshold or a failing check, which may last: the
        // counters of consecutive samples and failures start again from zero
        return ledger.givenUp() ? judgedAnew() : Step.to(new Living(phase, ledger.afresh(), current));
    }

    @Override
    public Step onBreachPolicyChanged(Situation at) {
        return judgedAnew();
    }

    private Step judgedAnew() {
        return Step.to(new Living(phase, ledger.afresh(), current.rewatched()));
    }

    @Override
    public Step onStop(Situation at, String why) {
        if (current.attached()) {
            return Attachment.letGo(ledger, current, at, why);
        }
        return Ending.ask(ledger, current, at, new AfterExit.Rest(Phase.STOPPED, why), why);
    }

    @Override
    public Step onRestart(Situation at, String why) {
        if (current.attached()) {
            return Attachment.exchange(ledger, current, at, why);
        }
        return Ending.ask(ledger, current, at, new AfterExit.CommandedStart(why), why);
    }

    @Override
    public Step onExited(Situation at, long incarnation, ExitStatus status, String lastLine) {
        if (incarnation != current.number()) {
            return Step.to(this);
        }
        Optional<String> evidence = current.memory().verdict(at.spec().thresholds(), current.usage(), status, at.now());
        if (current.attached()) {
            return Attachment.ended(ledger, current, at, status, evidence);
        }
        boolean isSuccess = RestartPolicy.isSuccess(at.spec().restarts(), status);
        boolean isTold = !isSuccess || at.spec().timing().isScheduled();
        Optional<String> said = Optional.of(lastLine).filter(line -> isTold && !line.isEmpty());
        Decision decision = RestartPolicy.afterExit(at.spec().restarts(), ledger.budget(), status, lived(at), evidence,
                said);
        return Ending.afterExit(ledger, current, at,
                new TargetEvent.TargetExited(at.name(), current.number(), current.pid(), status,
                        current.age(at.now()), false, isSuccess, evidence, said),
                AfterExit.of(decision, RestartCause.EXIT, at));
    }

    @Override
    public Step onSucceeded(Situation at, long incarnation, ProcessIdentity main) {
        if (incarnation != current.number() || main.equals(main())) {
            return Step.to(this);
        }
        return Step.to(new Living(phase, ledger, current.ledBy(main)))
                .noting(new TargetEvent.MainProcessChanged(at.name(), incarnation, main.pid(), current.pid()));
    }

    @Override
    public Step onOomCounted(Situation at, long incarnation, long kills) {
        return incarnation == current.number()
                ? Step.to(new Living(phase, ledger, current.counting(at, kills)))
                : Step.to(this);
    }

    RestartPolicy.Life lived(Situation at) {
        return new RestartPolicy.Life(current.age(at.now()), phase == Phase.RUNNING);
    }

    @Override
    public Step onAssessed(Situation at, long incarnation, Usage usage) {
        if (incarnation != current.number()) {
            return Step.to(this);
        }
        ThresholdPolicy.Verdict verdict = ThresholdPolicy.judge(current.watch(), usage, current.age(at.now()),
                ThresholdRules.of(at.spec().thresholds(), Optional.of(usage.sample())));
        MemoryStory story = current.memory().after(at.spec().thresholds(), usage.sample());
        ThresholdPolicy.Verdict forecast = ForecastPolicy.judge(verdict.watch(), story, at.spec().thresholds(),
                usage.sample(),
                current.age(at.now()));
        Step step = oomKills(Step.to(new Living(phase, ledger, current.assessed(forecast.watch(), usage, story))), at,
                usage.sample());
        boolean failing = current.checkup().isFailing(CheckSpec.of(at.spec().checks()));
        boolean foreseen = current.watch().forecast().breached();
        step = found(step, at, verdict.findings(), failing || foreseen);
        return found(step, at, forecast.findings(), failing || verdict.watch().memory().breached());
    }

    /**
     * Adds to a step the event that the OOM killer killed a process other than the main process. If several targets share the
     * cgroup, a target records the event only if it lost a process.
     */
    private Step oomKills(Step step, Situation at, Sample sample) {
        long kills = current.memory().oom().risen(sample.cgroup().oomKills());
        boolean isItsOwn = kills > 0 && (!sample.cgroup().isShared() || !sample.gone().isEmpty());
        return isItsOwn
                ? step.noting(new Observation.OomKillSeen(at.name(), current.number(), current.pid(), kills,
                        sample.cgroup().oomKills().orElse(kills), sample.gone()))
                : step;
    }

    private static Step found(Step step, Situation at, List<ThresholdFinding> findings, boolean otherLasts) {
        Step next = step;
        for (ThresholdFinding finding : findings) {
            if (next.next() instanceof Living still) {
                next = still.changed(next, at, new Trouble.OfThreshold(finding), finding.over(), otherLasts);
            }
        }
        return next;
    }

    /** {@inheritDoc} The result of a check that was removed or changed is ignored. */
    @Override
    public Step onChecked(Situation at, long incarnation, Checked result) {
        List<CheckSpec> inForce = CheckSpec.of(at.spec().checks());
        if (incarnation != current.number() || !inForce.contains(result.spec())) {
            return Step.to(this);
        }
        if (isBecomingReady(at.spec())) {
            return checkedForReadiness(at, result, inForce);
        }
        return judged(Step.to(this), at, result, inForce,
                CheckPolicy.judge(current.checkup().of(result.spec()), result, current.age(result.begun()),
                        at.spec().thresholds().startGrace(), at.spec().checks().failures()));
    }

    private Step judged(Step step, Situation at, Checked result, List<CheckSpec> inForce, CheckPolicy.Verdict verdict) {
        boolean inTrouble = current.watch().isBreached() || current.checkup().isFailing(inForce);
        Living looked = new Living(phase, ledger,
                current.checked(current.checkup().with(result.spec(), verdict.status(), inForce)));
        if (verdict.faltered()) {
            return step.into(looked).noting(new Observation.CheckFaltered(at.name(), current.number(), current.pid(),
                    result.spec().kind(), result.sentence(), at.spec().checks().failures()));
        }
        return verdict.finding()
                .map(finding -> looked.changed(step.into(looked), at,
                        new Trouble.OfCheck(result.spec().kind(), finding.sentence()),
                        finding.failing(), inTrouble))
                .orElse(step.into(looked));
    }

    @Override
    public Step onNotified(Situation at, long incarnation, Notification told) {
        if (incarnation != current.number() || current.attached()) {
            return Step.to(this);
        }
        Step heard = Step.to(new Living(phase, ledger, current.heard(told, at.now())));
        boolean isReady = phase == Phase.STARTING && told.ready() && at.spec().readiness().isReportedByTarget();
        Step step = isReady ? promoted(heard, at) : heard;
        return switch (told.beat()) {
            case NONE -> step;
            case ALIVE -> ((Living) step.next()).beaten(step, at, Watchdog.ALIVE);
            case FAILED -> ((Living) step.next()).beaten(step, at, Watchdog.TRIGGERED);
        };
    }

    /**
     * Adds to a step the reaction to a sign of life ({@code WATCHDOG=1}), or to its absence. Signs are expected only of a
     * RUNNING target.
     */
    private Step beaten(Step step, Situation at, CheckResult sign) {
        if (phase != Phase.RUNNING) {
            return step;
        }
        return Watchdog.of(at.spec()).map(watchdog -> {
            Checked result = new Checked(watchdog, at.now(), sign);
            return judged(step, at, result, CheckSpec.of(at.spec().checks()),
                    Watchdog.judge(current.checkup().of(watchdog), result));
        }).orElse(step);
    }

    @Override
    public Step onStandstill(Situation at, Duration length) {
        return beaten(Step.to(this), at, Watchdog.UNHEARD);
    }

    /** Whether the target must still show that it is ready. Until then, failed checks have no effect. */
    private boolean isBecomingReady(TargetSpec spec) {
        return phase == Phase.STARTING && spec.readiness().isAwaited();
    }

    private Step checkedForReadiness(Situation at, Checked result, List<CheckSpec> inForce) {
        CheckStatus seen = CheckPolicy.judge(current.checkup().of(result.spec()), result, Duration.ZERO,
                at.spec().readiness().timeout(), at.spec().checks().failures()).status();
        CheckStatuses statuses = current.checkup().with(result.spec(), seen, inForce);
        Step looked = Step.to(new Living(phase, ledger, current.checked(statuses)));
        boolean isReady = at.spec().readiness().by() == ReadyBy.CHECK
                && inForce.stream().allMatch(check -> check.isReportedByTarget() || statuses.of(check).isPassing());
        return isReady ? promoted(looked, at) : looked;
    }

    /**
     * The step when {@code start_timeout} is over. A target that an earlier runner launched counts as ready, since its report
     * that it is ready may have been lost.
     */
    private Step unreadyInTime(Situation at) {
        boolean mayHaveTold = current.adopted() && at.spec().readiness().isReportedByTarget();
        return mayHaveTold ? promoted(Step.to(this), at) : neverReady(at);
    }

    private Step neverReady(Situation at) {
        String reason = "it was not ready within " + EventWords.duration(startLimit(at.spec())) + ": "
                + DependencyStates.of(this, at.spec()).detail();
        Decision decision = RestartPolicy.afterLaunchFailure(at.spec().restarts(), ledger.budget(), reason);
        return Ending.ask(ledger, current, at, AfterExit.of(decision, RestartCause.LAUNCH, at), reason);
    }

    /**
     * Reacts to an exceeded threshold or a failing check, or to its end.
     *
     * @param begun true: the threshold is exceeded or the check fails from now on; false: it is in order again
     * @param otherLasts true: the runner has reacted to another exceeded threshold or failing check that still lasts, so no
     * second reaction follows
     */
    private Step changed(Step step, Situation at, Trouble trouble, boolean begun, boolean otherLasts) {
        return begun ? answered(step, at, trouble, otherLasts) : step.noting(trouble.over(at, current));
    }

    private Step answered(Step step, Situation at, Trouble trouble, boolean otherLasts) {
        BreachAction action = at.spec().restarts().onBreach();
        if (ledger.givenUp()) {
            return step.noting(trouble.begun(at, current, "given up, nothing more is done"));
        }
        if (current.attached()) {
            return Attachment.answer(this, step, at, trouble, otherLasts);
        }
        return switch (action.kind()) {
            case NONE -> step.noting(trouble.begun(at, current, "would restart (on_breach none)"));
            case UNHEALTHY -> step.noting(trouble.begun(at, current, "reported as unhealthy"));
            case SIGNAL -> otherLasts
                    ? step.noting(trouble.begun(at, current, "a signal was sent already, for what still lasts"))
                    : signalled(step, at, trouble);
            case STOP, TERMINATE -> step.noting(trouble.begun(at, current, "stopping")).then(
                    Ending.ask(ledger, current, at,
                            new AfterExit.Rest(Phase.EXITED, "stopped: " + trouble.sentence(), true),
                            trouble.sentence()));
            case RESTART -> restarted(step, at, trouble);
        };
    }

    private Step signalled(Step step, Situation at, Trouble trouble) {
        Signal signal = at.spec().restarts().onBreach().signal().orElseThrow();
        return step.noting(trouble.begun(at, current, "sending " + signal.name()))
                .noting(new TargetEvent.SignalSent(at.name(), current.pid(), signal.name(), trouble.sentence()))
                .doing(new Effect.SendSignal(current.number(), main(), signal));
    }

    private Step restarted(Step step, Situation at, Trouble trouble) {
        Decision decision = RestartPolicy.afterBreach(at.spec().restarts(), ledger.budget(), trouble.sentence(),
                lived(at));
        if (decision instanceof Decision.GiveUp && at.spec().restarts().onExhausted() == OnExhausted.LEAVE) {
            Living left = new Living(phase, ledger.gaveUp(decision.reason()), current);
            return step.into(left)
                    .noting(trouble.begun(at, current, "left running, given up"))
                    .noting(new TargetEvent.TargetGaveUp(at.name(), decision.reason()));
        }
        String action = decision instanceof Decision.Restart ? "restarting" : "stopping, no restarts are left";
        return step.noting(trouble.begun(at, current, action)).then(Ending.ask(ledger, current, at,
                AfterExit.of(decision, trouble.cause(), at), trouble.sentence()));
    }

    @Override
    public Optional<Duration> deadline(TargetSpec spec) {
        return phase == Phase.STARTING
                ? Optional
                        .of(current.since().plus(spec.readiness().isAwaited() ? startLimit(spec) : spec.startSeconds()))
                : Stream.concat(Watchdog.silentAt(current, spec).stream(),
                        Stream.concat(forgottenAt(spec).stream(),
                                recycledAt(spec).filter(end -> !takesTurns(spec)).stream()))
                        .min(Duration::compareTo);
    }

    /**
     * When the target's earlier restarts no longer count; empty: there are none, or the number of restarts is unlimited.
     */
    private Optional<Duration> forgottenAt(TargetSpec spec) {
        return spec.restarts().max() <= 0 || ledger.givenUp()
                ? Optional.empty()
                : ledger.budget().forgottenAt(spec.restarts().window()).map(current.since()::plus);
    }

    /**
     * Removes earlier restarts that no longer count from the ledger of a RUNNING target, and adds an event about that to the
     * step.
     */
    private static Step forgetting(Step step, Situation at) {
        Living living = (Living) step.next();
        if (living.forgottenAt(at.spec()).filter(then -> at.now().compareTo(then) >= 0).isEmpty()) {
            return step;
        }
        return step.into(new Living(living.phase, living.ledger.forgetting(), living.current))
                .noting(new TargetEvent.RestartsForgotten(at.name(), living.ledger.budget().spentAt().size(),
                        at.spec().restarts().max(), at.spec().restarts().window()));
    }

    @Override
    public Optional<Duration> recycleAt(TargetSpec spec) {
        return phase == Phase.RUNNING && takesTurns(spec) ? recycledAt(spec) : Optional.empty();
    }

    /** Whether the target is one of several instances, which are restarted one at a time. */
    private static boolean takesTurns(TargetSpec spec) {
        return spec.instanceOf().isPresent() && !spec.timing().isScheduled();
    }

    /** When the process reaches its longest running time; empty: that time is unlimited. */
    private Optional<Duration> recycledAt(TargetSpec spec) {
        return spec.lifetime()
                .map(lifetime -> current.since().plus(lifetime.of(new Incarnation(spec.name(), current.number()))));
    }

    private Step recycled(Situation at) {
        String why = outlived(current.age(at.now()));
        if (at.spec().timing().isScheduled()) {
            return Ending.ask(ledger, current, at, new AfterExit.Rest(Phase.EXITED, "ended: " + why, true), why);
        }
        return Ending.ask(ledger, current, at, new AfterExit.Recycle(RestartCause.MAX_RUNTIME, why), why);
    }

    /** A sentence that says that {@code max_runtime} ended the process. */
    public static String outlived(Duration age) {
        return "it has run for " + EventWords.duration(age) + ", as long as max_runtime allows";
    }

    @Override
    public Step onRecycle(Situation at, RestartCause cause, String why) {
        return (phase == Phase.RUNNING || cause == RestartCause.WATCH) && !current.attached()
                ? Ending.ask(ledger, current, at, new AfterExit.Recycle(cause, why), why)
                : Step.to(this);
    }

    @Override
    public Step onDue(Situation at, String why) {
        return at.spec().timing().overlap() == Overlap.KILL
                ? Ending.ask(ledger, current, at, new AfterExit.NextRun(why), "its next run is " + why)
                : TargetState.super.onDue(at, why);
    }

    /** The time limit for the start, including an extension that the target requested by EXTEND_TIMEOUT_USEC (sd_notify(3)). */
    private Duration startLimit(TargetSpec spec) {
        Duration limit = spec.readiness().timeout();
        return current.announced().startUntil().map(until -> until.minus(current.since()))
                .filter(extended -> extended.compareTo(limit) > 0).orElse(limit);
    }

    @Override
    public Step onDeadline(Situation at) {
        if (isBecomingReady(at.spec())) {
            return current.age(at.now()).compareTo(startLimit(at.spec())) >= 0 ? unreadyInTime(at) : Step.to(this);
        }
        if (Watchdog.silentAt(current, at.spec()).filter(silent -> at.now().compareTo(silent) >= 0).isPresent()) {
            return beaten(Step.to(this), at, Watchdog.silence(at.spec()));
        }
        if (phase == Phase.RUNNING && !takesTurns(at.spec())
                && recycledAt(at.spec()).filter(end -> at.now().compareTo(end) >= 0).isPresent()) {
            return recycled(at);
        }
        if (phase == Phase.RUNNING) {
            return forgetting(Step.to(this), at);
        }
        boolean due = current.age(at.now()).compareTo(at.spec().startSeconds()) >= 0;
        return due ? forgetting(promoted(Step.to(this), at), at) : Step.to(this);
    }

    /** Completes a step in which the target becomes ready: the next state is RUNNING. */
    static Step promoted(Step step, Situation at) {
        Living starting = (Living) step.next();
        Living running = new Living(Phase.RUNNING, starting.ledger(), Watchdog.armed(starting.current(), at));
        Step told = step.into(running).noting(
                new TargetEvent.TargetRunning(at.name(), starting.current().number(), starting.current().pid()));
        return HookOrders.has(Hook.POST_START, starting.current(), at)
                ? told.doing(HookOrders.run(Hook.POST_START, starting.current(), at))
                : told;
    }

    /** {@inheritDoc} A failed hook is only recorded. */
    @Override
    public Step onHookEnded(Situation at, long incarnation, Hook hook, HookResult result) {
        boolean isTold = incarnation == current.number() && (!result.isPassed() || hook == Hook.RELOAD_COMMAND);
        return isTold ? Step.to(this).noting(HookOrders.ended(at, incarnation, hook, result)) : Step.to(this);
    }

    @Override
    public Step onReload(Situation at, String why) {
        if (HookOrders.has(Hook.RELOAD_COMMAND, current, at)) {
            return Step.to(this).doing(HookOrders.run(Hook.RELOAD_COMMAND, current, at));
        }
        return at.spec().hooks().reload().filter(signal -> !current.attached())
                .map(signal -> sending(at, signal, StopScope.MAIN, why)).orElseGet(() -> Step.to(this));
    }

    /** {@inheritDoc} The option {@code --pass_to} says which processes get the signal. */
    @Override
    public Step onSignal(Situation at, Signal signal, String why) {
        return sending(at, signal, at.spec().stopping().passTo(), why);
    }

    @Override
    public Step onTerminate(Situation at, String why) {
        return current.attached()
                ? Ending.ask(ledger, current, at, new AfterExit.Reattach(RestartCause.COMMAND), why)
                : Step.to(this);
    }

    private Step sending(Situation at, Signal signal, StopScope scope, String why) {
        return Step.to(this).noting(HookOrders.sent(at, current, signal, why))
                .doing(new Effect.SendSignal(current.number(), main(), signal, scope));
    }
}
