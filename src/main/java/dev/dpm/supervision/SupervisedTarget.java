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
import dev.dpm.lifecycle.TargetState;
import dev.dpm.lifecycle.Waiting;
import dev.dpm.policy.Measures;
import dev.dpm.process.Phase;
import dev.dpm.process.Resource;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.sampling.Sample;
import dev.dpm.supervision.CheckSchedule.CheckAgenda;
import dev.dpm.supervision.TargetSnapshot.Since;

/** One target as the loop holds it. Touched by the loop's thread only. */
final class SupervisedTarget {

    TargetSpec spec;
    TargetState state;
    boolean wanted;
    boolean removing;
    /** Its record was lost, see {@link UnrecordedTarget}. */
    boolean isUnrecorded;
    /** Took part in this runner's life: was started or adopted, not only remembered. */
    boolean active;
    /** A person knows that it is FATAL. */
    boolean acknowledged;
    /** For people, who ask since when. */
    Moments moments = Moments.NONE;
    Since since;
    /** One of its launches was not waited for any longer, and may still bring forth a process. */
    boolean hasLateLaunch;
    /** The life that {@link #sampleAt} was set for when it began. */
    long sampledLife;
    Duration sampleAt = Duration.ZERO;
    /** A look at the life that is now has been ordered and has not come back. */
    boolean sampling;
    Duration sampleAskedAt = Duration.ZERO;
    Duration minuteLineAt = Duration.ZERO;
    Optional<Sample> lastSample = Optional.empty();
    /** What was said about how it is measured. */
    Map<String, String> measures = Map.of();
    /** What that came from; empty before the first sample. */
    Optional<Measures.Grounds> measuredOn = Optional.empty();
    Duration cpuBefore = Duration.ZERO;
    long missedSamples;
    int missedInARow;
    /** To be passed on to a program that is being launched. */
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

    /** Whether it lives, is about to, or is waited for. */
    boolean isUp() {
        return state.phase() == Phase.STARTING || state.phase() == Phase.RUNNING || state.phase() == Phase.WAITING;
    }

    /** Whether what lives of it was begun by somebody else, and so is not signalled but for a breach. */
    boolean isAttached() {
        return state instanceof Waiting || state.life().filter(Life::attached).isPresent();
    }

    boolean isLife(long incarnation) {
        return state.life().filter(life -> life.number() == incarnation).isPresent();
    }

    Duration cpuTotal() {
        return cpuBefore.plus(lastSample.map(Sample::cpu).orElse(Duration.ZERO));
    }

    /** A life is over: its CPU stays counted. */
    void closeLife() {
        cpuBefore = cpuTotal();
        lastSample = Optional.empty();
        missedInARow = 0;
        sampling = false;
    }

    /** The same one again where nothing has changed: the loop turns more often than a target changes. */
    TargetSnapshot snapshot() {
        if (checks.runs() == lastRuns && lastSnapshot.filter(this::shows).isPresent()) {
            return lastSnapshot.get();
        }
        TargetSnapshot now = new TargetSnapshot(spec, state, wanted, cpuTotal(), missedSamples,
                Map.copyOf(breaches), checks.counts(), acknowledged, active, moments, since);
        lastRuns = checks.runs();
        lastSnapshot = Optional.of(now);
        return now;
    }

    private boolean shows(TargetSnapshot last) {
        return last.spec().equals(spec) && last.state().equals(state) && last.wanted() == wanted
                && last.missedSamples() == missedSamples && last.acknowledged() == acknowledged
                && last.active() == active && last.moments().equals(moments) && last.since().equals(since)
                && last.cpuTotal().equals(cpuTotal()) && last.breaches().equals(breaches);
    }

    /** What the next runner would need. */
    TargetRecord record(String bootId) {
        Ledger ledger = state.ledger();
        Optional<Life> life = state instanceof Resting resting ? resting.undead() : state.life();
        return new TargetRecord(spec, wanted, bootId, ledger.incarnation(), life.flatMap(Life::main),
                life.filter(one -> one.main().isEmpty()).isPresent(), ledger.budget().ranFor(),
                ledger.budget().spentAt(), ledger.budget().inARow(), ledger.restartsTotal(), ledger.lastExit(),
                state.phase(), ledger.givenUp(), ledger.reason(), acknowledged,
                ledger.failed(), moments);
    }

    /** What is said when the supervision of a process ends that somebody else started. */
    String lettingGo() {
        return state.life().flatMap(Life::main)
                .map(main -> "letting go of " + name() + ": process " + main.pid() + " goes on and is not signalled")
                .orElse(name() + " is no longer waited for");
    }
}
