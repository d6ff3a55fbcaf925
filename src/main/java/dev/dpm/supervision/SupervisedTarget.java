package dev.dpm.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.TargetSpec;
import dev.dpm.history.Moments;
import dev.dpm.history.TargetRecord;
import dev.dpm.lifecycle.DependencyStates;
import dev.dpm.lifecycle.Ledger;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Resting;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.lifecycle.Waiting;
import dev.dpm.policy.DependencyState;
import dev.dpm.policy.Measures;
import dev.dpm.policy.RefusedForks;
import dev.dpm.policy.RunPlan;
import dev.dpm.process.CgroupUse;
import dev.dpm.process.Phase;
import dev.dpm.process.Resource;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;
import dev.dpm.sampling.Sample;
import dev.dpm.supervision.CheckSchedule.CheckAgenda;
import dev.dpm.supervision.TargetSnapshot.Since;

final class SupervisedTarget {

    TargetSpec spec;
    TargetState state;
    boolean wanted;
    boolean removing;
    /** Why the target will be removed once it has ended; empty text: the target stays. */
    String removedFor = "";
    /** The reason of a stop that waits for the target's dependents to end; empty: no stop waits. */
    Optional<String> stopWhenFree = Optional.empty();
    /** The dependency whose next launch restarts this target; empty: there is none. */
    Optional<TargetName> restartFor = Optional.empty();
    /** The target's next scheduled run; empty: it has no schedule, or a command has stopped it. */
    Optional<RunPlan> plan = Optional.empty();
    /** Whether a scheduled run waits for the end of the previous run. */
    boolean isRunQueued;
    /** The restart that waits until the other instances are RUNNING; empty: no restart waits. */
    Optional<RollingRestarts.Recycling> recycling = Optional.empty();
    /** Settings from the target's file that apply after the next restart; empty: there are none. */
    Optional<TargetSpec> pending = Optional.empty();
    /** Whether the target's record on disk was lost, see {@link Recovery.UnrecordedTarget}. */
    boolean isUnrecorded;
    /**
     * Whether this runner has started or adopted the target; false: the target is only known from the record of an earlier
     * runner.
     */
    boolean active;
    boolean acknowledged;
    /** The wall-clock times of the target's latest events, for people. */
    Moments moments = Moments.NONE;
    Since since;
    /** When a stop signal was ordered that has not been sent yet; empty: no signal waits. */
    Optional<Duration> stopOrderedAt = Optional.empty();
    Duration asOf = Duration.ZERO;
    /** Whether a launch that was cancelled may still produce a process. */
    boolean hasLateLaunch;
    long sampledLife;
    /** When the target's next sample is due; while a sample is being taken: when that sample counts as missed. */
    Duration sampleAt = Duration.ZERO;
    Optional<SampleSchedule.SampleRound.Due> ordered = Optional.empty();
    Duration sampleAskedAt = Duration.ZERO;
    Duration minuteLineAt = Duration.ZERO;
    Optional<Sample> lastSample = Optional.empty();
    Map<String, String> measures = Map.of();
    Optional<Measures.Grounds> measuredOn = Optional.empty();
    /** The last figures of the cgroup of the target's present process tree. */
    CgroupUse cgroup = CgroupUse.NONE;
    boolean lacksLimits;
    List<String> limitRemarks = List.of();
    RefusedForks refusedForks = RefusedForks.NONE;
    Duration cpuBefore = Duration.ZERO;
    long missedSamples;
    int missedInARow;
    /** When the target's output is searched next for the line that shows readiness. */
    Duration outputLookAt = Duration.ZERO;
    final List<Signal> signalsToCome = new ArrayList<>();
    final Map<Resource, Long> breaches = new EnumMap<>(Resource.class);
    Optional<TargetRecord> saved = Optional.empty();

    final CheckAgenda checks = new CheckAgenda();

    private Optional<TargetSnapshot> lastSnapshot = Optional.empty();
    private long lastRuns;

    SupervisedTarget(TargetSpec spec, TargetState state, boolean wanted) {
        this.since = Since.unknown(state);
        this.spec = spec;
        this.state = state;
        this.wanted = wanted;
    }

    TargetName name() {
        return spec.name();
    }

    /**
     * Sets {@link #asOf}, the time up to which the target's state machine knows facts, to the moment of a fact, and returns it.
     * This time never runs backwards: an older fact leaves it unchanged.
     */
    Duration reaches(Duration moment) {
        asOf = moment.compareTo(asOf) > 0 ? moment : asOf;
        return asOf;
    }

    /** How long an ordered stop signal has not been sent; zero: no signal waits. */
    Duration unsentFor(Duration now) {
        return stopOrderedAt.map(at -> now.compareTo(at) > 0 ? now.minus(at) : Duration.ofNanos(1))
                .orElse(Duration.ZERO);
    }

    /** Excludes from the age of an unsent stop signal the time in which the runner itself did not run. */
    void stoodStill(Duration length) {
        stopOrderedAt = stopOrderedAt.map(at -> at.plus(length));
    }

    boolean isUp() {
        return state.phase() == Phase.STARTING || state.phase() == Phase.RUNNING || state.phase() == Phase.WAITING;
    }

    DependencyState dependencyState() {
        return DependencyStates.of(state, spec);
    }

    /**
     * Whether another program started the target's process. The runner signals such a process only for an exceeded threshold, a
     * failed check or a command.
     */
    boolean isAttached() {
        return state instanceof Waiting || state.life().filter(Life::attached).isPresent();
    }

    boolean isLife(long incarnation) {
        return state.life().filter(life -> life.number() == incarnation).isPresent();
    }

    Duration cpuTotal() {
        return cpuBefore.plus(lastSample.map(Sample::cpu).orElse(Duration.ZERO));
    }

    /** Adds the CPU time of the ended process tree to the target's total. */
    void closeLife() {
        cpuBefore = cpuTotal();
        lastSample = Optional.empty();
        missedInARow = 0;
        cgroup = CgroupUse.NONE;
        lacksLimits = false;
        limitRemarks = List.of();
        refusedForks = RefusedForks.NONE;
        ordered = Optional.empty();
        stopOrderedAt = Optional.empty();
        sampleAt = Duration.ZERO;
    }

    /** The target's state for commands and pages; the same object as before if nothing has changed. */
    TargetSnapshot snapshot() {
        if (checks.runs() == lastRuns && lastSnapshot.filter(this::shows).isPresent()) {
            return lastSnapshot.get();
        }
        TargetSnapshot now = new TargetSnapshot(spec, state, wanted, cpuTotal(), missedSamples,
                Map.copyOf(breaches), checks.counts(), acknowledged, active, moments, since, nextRun(),
                pendingChanges(), cgroup);
        lastRuns = checks.runs();
        lastSnapshot = Optional.of(now);
        return now;
    }

    private boolean shows(TargetSnapshot last) {
        return last.spec().equals(spec) && last.state().equals(state) && last.wanted() == wanted
                && last.missedSamples() == missedSamples && last.acknowledged() == acknowledged
                && last.active() == active && last.moments().equals(moments) && last.since().equals(since)
                && last.nextRun().equals(nextRun()) && last.cpuTotal().equals(cpuTotal())
                && last.breaches().equals(breaches) && last.pending().equals(pendingChanges())
                && last.cgroup().equals(cgroup);
    }

    private String pendingChanges() {
        return pending.isEmpty()
                ? ""
                : TargetSpec.Difference.changes(spec.differencesTo(pending.get().keepingChangesOf(spec)));
    }

    private Optional<WallTime> nextRun() {
        return plan.isEmpty() ? Optional.empty() : Optional.of(plan.get().next());
    }

    /** The target's record on disk, from which the next runner resumes the target. */
    TargetRecord record(String bootId) {
        Ledger ledger = state.ledger();
        Optional<Life> life = state instanceof Resting resting ? resting.survivor() : state.life();
        return new TargetRecord(spec, wanted, bootId, ledger.incarnation(), life.flatMap(Life::main),
                life.filter(one -> one.main().isEmpty()).isPresent(), ledger.budget().ranFor(),
                ledger.budget().spentAt(), ledger.budget().inARow(), ledger.restartsTotal(), ledger.lastExit(),
                state.phase(), ledger.givenUp(), ledger.reason(), acknowledged,
                ledger.failed(), moments, plan.isEmpty() ? Optional.empty() : Optional.of(plan.get().after()));
    }

    /** The message that the runner no longer supervises a process of another program. */
    String lettingGo() {
        return state.life().flatMap(Life::main)
                .map(main -> "letting go of " + name() + ": process " + main.pid() + " goes on and is not signalled")
                .orElse(name() + " is no longer waited for");
    }
}
