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
import dev.dpm.lifecycle.Ledger;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Resting;
import dev.dpm.lifecycle.Standings;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.lifecycle.Waiting;
import dev.dpm.policy.Measures;
import dev.dpm.policy.RefusedForks;
import dev.dpm.policy.RunPlan;
import dev.dpm.policy.Standing;
import dev.dpm.process.CgroupUse;
import dev.dpm.process.Phase;
import dev.dpm.process.Resource;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;
import dev.dpm.sampling.Sample;
import dev.dpm.supervision.CheckSchedule.CheckAgenda;
import dev.dpm.supervision.TargetSnapshot.Since;

/** A target with its state in the supervision loop. Used by the loop's thread only. */
final class SupervisedTarget {

    TargetSpec spec;
    TargetState state;
    boolean wanted;
    boolean removing;
    /** Why the target is removed once it is at rest. */
    String removedFor = "";
    /**
     * The reason of a stop that waits until all targets that depend on this target are at rest; empty: no stop waits.
     */
    Optional<String> stopWhenFree = Optional.empty();
    /** The dependency whose launch makes this target restart; empty: no restart waits. */
    Optional<TargetName> restartFor = Optional.empty();
    /** The next moment of the target's schedule; empty: the target has no schedule, or is not wanted. */
    Optional<RunPlan> plan = Optional.empty();
    /** Whether a scheduled run is due and waits for the end of the previous run. */
    boolean isRunQueued;
    /** The relaunch of the target by the clock, which waits for the turn of this instance; empty: no relaunch waits. */
    Optional<Turns.Recycling> recycling = Optional.empty();
    /**
     * Settings from the target's file that take effect at the next commanded restart; empty: all settings are in force.
     */
    Optional<TargetSpec> pending = Optional.empty();
    /** Whether the target's record was lost, see {@link UnrecordedTarget}. */
    boolean isUnrecorded;
    /**
     * Whether the target was started or adopted under this runner. False: the target is only known from an earlier
     * runner.
     */
    boolean active;
    /** Whether a person knows that the target is FATAL. */
    boolean acknowledged;
    /** The wall-clock times of the target's latest events, for people. */
    Moments moments = Moments.NONE;
    Since since;
    /** Whether a launch that is no longer wanted may still produce a process. */
    boolean hasLateLaunch;
    /** The number of the incarnation at whose beginning {@link #sampleAt} was set. */
    long sampledLife;
    /**
     * The moment of the next sample to order. While a sample is under way: the moment at which its absence is reported.
     */
    Duration sampleAt = Duration.ZERO;
    /** The sample of the current incarnation that has been ordered but has not arrived. */
    Optional<SampleSchedule.SampleRound.Due> ordered = Optional.empty();
    /** The moment for which the current sample was ordered. */
    Duration sampleAskedAt = Duration.ZERO;
    Duration minuteLineAt = Duration.ZERO;
    Optional<Sample> lastSample = Optional.empty();
    /** The facts about the way of measuring the target that were last reported. */
    Map<String, String> measures = Map.of();
    /** The values from which {@link #measures} were computed; empty before the first sample. */
    Optional<Measures.Grounds> measuredOn = Optional.empty();
    /** The cgroup that enforces the limits of the current incarnation, at its last reading. */
    CgroupUse cgroup = CgroupUse.NONE;
    /** Whether a limit of the current incarnation is not in force as its settings say. */
    boolean lacksLimits;
    /**
     * The last reported remarks on limits of the current incarnation: limits that are in force although the target uses
     * more.
     */
    List<String> limitRemarks = List.of();
    /** Which refused forks of the current incarnation were already reported. */
    RefusedForks refusedForks = RefusedForks.NONE;
    Duration cpuBefore = Duration.ZERO;
    long missedSamples;
    int missedInARow;
    /** When the output of a target that becomes ready by a line of it is searched again. */
    Duration outputLookAt = Duration.ZERO;
    /** Signals that wait for a launch under way, to be passed on to the new process. */
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

    /** Whether the target lives, is being launched, or waits for its launch. */
    boolean isUp() {
        return state.phase() == Phase.STARTING || state.phase() == Phase.RUNNING || state.phase() == Phase.WAITING;
    }

    /** The state of this target as its dependents see it. */
    Standing standing() {
        return Standings.of(state, spec);
    }

    /**
     * Whether another program started the living process; the runner signals such a process only because of a breach or
     * by command.
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

    /** Adds the CPU time of an incarnation that is over to the target's total, and drops its other figures. */
    void closeLife() {
        cpuBefore = cpuTotal();
        lastSample = Optional.empty();
        missedInARow = 0;
        cgroup = CgroupUse.NONE;
        lacksLimits = false;
        limitRemarks = List.of();
        refusedForks = RefusedForks.NONE;
        ordered = Optional.empty();
        // otherwise the next incarnation would wait for the report of a sample that nobody misses any more
        sampleAt = Duration.ZERO;
    }

    /**
     * The target at this moment. As long as nothing changes, the same object is returned, since the loop turns more
     * often than a target changes.
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

    /** The target's record, from which the next runner would continue. */
    TargetRecord record(String bootId) {
        Ledger ledger = state.ledger();
        Optional<Life> life = state instanceof Resting resting ? resting.undead() : state.life();
        return new TargetRecord(spec, wanted, bootId, ledger.incarnation(), life.flatMap(Life::main),
                life.filter(one -> one.main().isEmpty()).isPresent(), ledger.budget().ranFor(),
                ledger.budget().spentAt(), ledger.budget().inARow(), ledger.restartsTotal(), ledger.lastExit(),
                state.phase(), ledger.givenUp(), ledger.reason(), acknowledged,
                ledger.failed(), moments, plan.isEmpty() ? Optional.empty() : Optional.of(plan.get().after()));
    }

    /** The sentence that says that the runner no longer supervises a process that another program started. */
    String lettingGo() {
        return state.life().flatMap(Life::main)
                .map(main -> "letting go of " + name() + ": process " + main.pid() + " goes on and is not signalled")
                .orElse(name() + " is no longer waited for");
    }
}
