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

/** A target and everything that the supervision loop stores about it. Only the thread of the loop uses this class. */
final class SupervisedTarget {

    TargetSpec spec;
    TargetState state;
    boolean wanted;
    boolean removing;
    /**
     * Why the runner will remove the target from its list once the target is STOPPED, EXITED or FATAL; an empty text:
     * the target stays.
     */
    String removedFor = "";
    /** The reason of a stop of this target that waits until all its dependents have ended; empty: no stop waits. */
    Optional<String> stopWhenFree = Optional.empty();
    /** The dependency whose next launch restarts this target; empty: the target waits for no such restart. */
    Optional<TargetName> restartFor = Optional.empty();
    /** The next run of the target by its schedule; empty: the target has no schedule, or a command has stopped it. */
    Optional<RunPlan> plan = Optional.empty();
    /** Whether a scheduled run of the target is due and waits for the end of the previous run. */
    boolean isRunQueued;
    /**
     * The restart of this instance by schedule or longest running time that waits until the other instances are
     * RUNNING; empty: no restart waits.
     */
    Optional<RollingRestarts.Recycling> recycling = Optional.empty();
    /** Settings from the target's file that apply after the next restart by command; empty: there are none. */
    Optional<TargetSpec> pending = Optional.empty();
    /** Whether the target's record was lost, see {@link Recovery.UnrecordedTarget}. */
    boolean isUnrecorded;
    /**
     * True: this runner started or adopted the target. False: the target only exists because an earlier runner recorded
     * it.
     */
    boolean active;
    /** Whether a person has acknowledged that the target is FATAL. */
    boolean acknowledged;
    /** The wall-clock times of the target's latest events, which commands and the console show to people. */
    Moments moments = Moments.NONE;
    Since since;
    /** When a stop signal was ordered that has not been sent yet; empty: no stop signal waits. */
    Optional<Duration> stopOrderedAt = Optional.empty();
    /** The newest moment for which the target's state machine was called, on the runner's monotonic clock. */
    Duration asOf = Duration.ZERO;
    /** Whether a launch of the target that is not wanted any more may still produce a process. */
    boolean hasLateLaunch;
    /** The number of the launch whose process tree the runner has begun to sample. */
    long sampledLife;
    /**
     * When the next sample of the target must be ordered. While a sample is under way: when that sample counts as
     * missed.
     */
    Duration sampleAt = Duration.ZERO;
    /** The sample of the target that was ordered and has not arrived; empty: no sample is under way. */
    Optional<SampleSchedule.SampleRound.Due> ordered = Optional.empty();
    /** The moment for which the target's sample that is under way was ordered. */
    Duration sampleAskedAt = Duration.ZERO;
    Duration minuteLineAt = Duration.ZERO;
    Optional<Sample> lastSample = Optional.empty();
    /** The notes in the last event about how the runner measures this target (memory basis, limits), by option. */
    Map<String, String> measures = Map.of();
    /** The settings and limits from which {@link #measures} were computed; empty before the first sample. */
    Optional<Measures.Grounds> measuredOn = Optional.empty();
    /** The last reading of the cgroup that limits the target's present process tree. */
    CgroupUse cgroup = CgroupUse.NONE;
    /**
     * Whether a cgroup limit of the target's present process tree differs from the settings, because the kernel
     * refused it.
     */
    boolean lacksLimits;
    /**
     * The remarks last reported on cgroup limits that the target's present process tree exceeded when the runner set
     * them.
     */
    List<String> limitRemarks = List.of();
    /** How many refused forks of the target's present process tree events have already reported. */
    RefusedForks refusedForks = RefusedForks.NONE;
    Duration cpuBefore = Duration.ZERO;
    long missedSamples;
    int missedInARow;
    /**
     * When the runner must search the target's output again, for a target that becomes ready by a line of its output.
     */
    Duration outputLookAt = Duration.ZERO;
    /** Signals that users ordered while the target's launch was under way, and that the new process will get. */
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
     * Moves the target's time on to the moment of a fact, and returns the target's time. That time never runs
     * backwards: a fact of which the supervision loop learns only after a later fact counts as simultaneous with it.
     */
    Duration reaches(Duration moment) {
        asOf = moment.compareTo(asOf) > 0 ? moment : asOf;
        return asOf;
    }

    /** How long an ordered stop signal has not been sent; zero: no stop signal waits. */
    Duration unsentFor(Duration now) {
        return stopOrderedAt.map(at -> now.compareTo(at) > 0 ? now.minus(at) : Duration.ofNanos(1))
                .orElse(Duration.ZERO);
    }

    /** Whether the target is in the state STARTING, RUNNING or WAITING. */
    boolean isUp() {
        return state.phase() == Phase.STARTING || state.phase() == Phase.RUNNING || state.phase() == Phase.WAITING;
    }

    /** The state of this target in the form that decides whether its dependents may be launched. */
    DependencyState dependencyState() {
        return DependencyStates.of(state, spec);
    }

    /**
     * Whether another program started the target's process. The runner signals such a process only for an exceeded
     * threshold, for a failed check or by command.
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

    /**
     * Adds the CPU time of an ended process tree to the target's total, and drops the other figures of that process
     * tree.
     */
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
        // an old time would delay the first sample after the next launch until the missing sample counts as missed
        sampleAt = Duration.ZERO;
    }

    /**
     * The target's state as commands and the console show it. If nothing has changed since the last call, the same
     * object is returned, because the loop iterates more often than a target changes.
     */
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

    /** The target's record for the disk, from which the next runner resumes the target. */
    TargetRecord record(String bootId) {
        Ledger ledger = state.ledger();
        Optional<Life> life = state instanceof Resting resting ? resting.survivor() : state.life();
        return new TargetRecord(spec, wanted, bootId, ledger.incarnation(), life.flatMap(Life::main),
                life.filter(one -> one.main().isEmpty()).isPresent(), ledger.budget().ranFor(),
                ledger.budget().spentAt(), ledger.budget().inARow(), ledger.restartsTotal(), ledger.lastExit(),
                state.phase(), ledger.givenUp(), ledger.reason(), acknowledged,
                ledger.failed(), moments, plan.isEmpty() ? Optional.empty() : Optional.of(plan.get().after()));
    }

    /** The sentence that says that the runner stops supervising a process that another program started. */
    String lettingGo() {
        return state.life().flatMap(Life::main)
                .map(main -> "letting go of " + name() + ": process " + main.pid() + " goes on and is not signalled")
                .orElse(name() + " is no longer waited for");
    }
}
