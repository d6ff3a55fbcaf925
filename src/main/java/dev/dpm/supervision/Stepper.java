package dev.dpm.supervision;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import dev.dpm.config.Options;
import dev.dpm.config.value.Dependencies;
import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.event.Event;
import dev.dpm.event.Observation;
import dev.dpm.event.RunnerEvent;
import dev.dpm.event.TargetEvent;
import dev.dpm.history.TargetRecord;
import dev.dpm.lifecycle.AwaitingDependencies;
import dev.dpm.lifecycle.Effect;
import dev.dpm.lifecycle.Launching;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Resting;
import dev.dpm.lifecycle.Scheduled;
import dev.dpm.lifecycle.Situation;
import dev.dpm.lifecycle.Step;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.policy.Clearance;
import dev.dpm.policy.StartOrder;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Phase;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.supervision.effect.EffectRunner;
import dev.dpm.supervision.effect.Ports;

/**
 * Carries out the steps of the targets' state machines. A {@link Step} is a move from one state to the next: this class records
 * its events, orders its effects, and saves the target's record on disk.
 */
final class Stepper {

    private final Ports ports;
    private final EventRecorder recorder;
    private final EffectRunner effects;
    private final SampleSchedule samples;
    private final Targets targets;
    private final Consumer<Incarnation> forget;
    private final IncidentWatch incidents;
    /** The number of state changes of all targets. Other threads read it to see whether the loop makes progress. */
    private final AtomicLong steps = new AtomicLong();
    private Consumer<TargetName> launches = name -> {
    };
    private boolean endsByDefault;
    private Consumer<String> endRunner = reason -> {
        throw new IllegalStateException("nobody was told how to end the runner: " + reason);
    };

    Stepper(Ports ports, EventRecorder recorder, EffectRunner effects, SampleSchedule samples, Targets targets,
            Consumer<Incarnation> forget) {
        this.ports = ports;
        this.recorder = recorder;
        this.effects = effects;
        this.samples = samples;
        this.targets = targets;
        this.forget = forget;
        this.incidents = new IncidentWatch(ports.incidents());
    }

    /**
     * Sets how a target with {@code on_exhausted: exit} ends the runner.
     *
     * @param ends ends the runner; gets the reason
     * @param withRunsDefault true: a target may also end the runner if this value is only the default of {@code run}
     */
    void onEndOfRunner(Consumer<String> ends, boolean withRunsDefault) {
        this.endRunner = ends;
        this.endsByDefault = withRunsDefault;
    }

    void onLaunch(Consumer<TargetName> told) {
        this.launches = told;
    }

    /**
     * The number of stimuli (commands, exits, samples) that the targets have processed. Other threads read it to see whether
     * the loop makes progress.
     */
    long steps() {
        return steps.get();
    }

    /**
     * Passes a stimulus (a command, an exit, a result) to a target's state machine, and carries out the resulting {@link Step}.
     */
    void step(SupervisedTarget supervised, BiFunction<TargetState, Situation, Step> stimulus) {
        step(supervised, ports.clock().get(), stimulus);
    }

    /**
     * Passes a fact to a target's state machine, and carries out the resulting {@link Step}.
     *
     * @param moment when the fact happened, on the runner's monotonic clock; ages and deadlines count from it
     */
    void step(SupervisedTarget supervised, Duration moment, BiFunction<TargetState, Situation, Step> stimulus) {
        steps.incrementAndGet();
        guarded(supervised, () -> apply(supervised, stimulus.apply(supervised.state, situation(supervised, moment))));
    }

    /**
     * Processes the end of a target's main process. A restart is ordered before events are written, because it need not wait
     * for the journal.
     *
     * @param ended passes the end to the state machine
     * @param counted passes the number of remaining processes to the state machine, if the step of {@code ended} asks for a
     *     count
     */
    void step(SupervisedTarget supervised, Duration moment, BiFunction<TargetState, Situation, Step> ended,
            BiFunction<TargetState, Situation, Step> counted) {
        steps.incrementAndGet();
        guarded(supervised, () -> {
            Situation at = situation(supervised, moment);
            Step end = ended.apply(supervised.state, at);
            if (end.effects().stream().noneMatch(Effect::isCount)) {
                apply(supervised, end);
                return;
            }
            Step afterwards = counted.apply(end.next(), at);
            performAhead(supervised, afterwards);
            apply(supervised, end.without(Effect::isCount));
            apply(supervised, afterwards.without(Effect::isUrgent));
        });
    }

    private void performAhead(SupervisedTarget supervised, Step coming) {
        TargetState now = supervised.state;
        supervised.state = coming.next();
        try {
            coming.effects().stream().filter(Effect::isUrgent).forEach(effect -> perform(supervised, effect));
        } finally {
            supervised.state = now;
        }
    }

    void guarded(SupervisedTarget supervised, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            String reason = "the runner made a mistake about it: " + e;
            recorder.note(
                    new RunnerEvent.RunnerFaulted(AffectedComponent.of(Component.TARGET, supervised.name()),
                            e.toString()));
            recorder.note(new TargetEvent.TargetGaveUp(supervised.name(), reason));
            breakDown(supervised, reason);
        }
    }

    private void breakDown(SupervisedTarget supervised, String reason) {
        try {
            apply(supervised, Resting.broken(supervised.state, situation(supervised), reason));
        } catch (RuntimeException e) {
            TargetState lost = supervised.state;
            supervised.state = new Resting(Phase.FATAL, lost.ledger());
            // a later stop sends no signal to the process of a FATAL target, so a process that still lives is killed here
            lost.life().filter(life -> !life.attached()).flatMap(Life::main).ifPresent(main -> effects
                    .endStray(new Incarnation(supervised.name(), lost.ledger().incarnation()), main));
            recorder.faulted(AffectedComponent.of(Component.TARGET, supervised.name()), Optional.of(e.toString()));
        }
    }

    Situation situation(SupervisedTarget supervised) {
        return situation(supervised, ports.clock().get());
    }

    private Situation situation(SupervisedTarget supervised, Duration moment) {
        Duration asOf = supervised.reaches(moment);
        Dependencies needs = supervised.spec.dependencies();
        Clearance clearance = needs.isEmpty()
                ? Clearance.GIVEN
                : StartOrder.clearance(needs, name -> targets.find(name).map(SupervisedTarget::dependencyState));
        return new Situation(supervised.spec, asOf, clearance, supervised.unsentFor(asOf));
    }

    void apply(SupervisedTarget supervised, Step step) {
        TargetState before = supervised.state;
        supervised.state = step.next();
        supervised.acknowledged &= supervised.state.phase() == Phase.FATAL;
        closeLife(supervised, before);
        if (supervised.state instanceof Launching && !(before instanceof Launching)) {
            launches.accept(supervised.name());
        }
        incidents.seen(supervised, supervised.asOf);
        step.effects().stream().filter(Effect::isUrgent).forEach(effect -> perform(supervised, effect));
        for (Event event : step.events()) {
            count(supervised, event);
            note(supervised, before, step, event);
        }
        incidents.toLookInto(supervised, step).ifPresent(id -> effects.lookInto(supervised.spec, id));
        supervised.since = supervised.since.after(supervised.state, supervised.spec, supervised.asOf);
        step.effects().stream().filter(effect -> !effect.isUrgent()).forEach(effect -> perform(supervised, effect));
        if (supervised.state.phase().isAtRest() && !before.phase().isAtRest() && !hasSurvivedKill(supervised)) {
            faultsAreOver(supervised.name());
        }
        settle(supervised);
    }

    private void note(SupervisedTarget supervised, TargetState before, Step step, Event event) {
        IncidentWatch.FactTime when = new IncidentWatch.FactTime(supervised.asOf, ports.times().apply(supervised.asOf));
        Optional<String> incident = event instanceof TargetEvent ofTarget
                ? incidents.expect(supervised, before, step, ofTarget, when)
                : Optional.empty();
        recorder.note(event, incident, when.time()).ifPresent(recorded -> {
            supervised.moments = supervised.moments.after(recorded);
            incidents.happened(supervised, before, incident, recorded, when);
        });
    }

    private void closeLife(SupervisedTarget supervised, TargetState before) {
        long number = before.ledger().incarnation();
        if (before.life().isEmpty()
                || supervised.state.life().isPresent() && supervised.state.ledger().incarnation() == number) {
            return;
        }
        supervised.closeLife();
        forget.accept(new Incarnation(supervised.name(), number));
        if (!hasSurvivedKill(supervised)) {
            recorder.over(AffectedComponent.of(Component.SIGNALS_TO, supervised.name()));
        }
    }

    /** Whether a process of the target has survived SIGKILL. */
    private static boolean hasSurvivedKill(SupervisedTarget supervised) {
        return supervised.state instanceof Resting resting && resting.survivor().isPresent();
    }

    /** Marks a target as known again, after a user has given the settings that were lost. */
    void claimed(SupervisedTarget supervised) {
        supervised.isUnrecorded = false;
        recorder.faulted(Recovery.UnrecordedTarget.fault(supervised.name()), Optional.empty());
    }

    private void faultsAreOver(TargetName name) {
        recorder.over(name);
        effects.over(name);
    }

    /** Records, also on disk, that a person has seen that the target is FATAL. */
    void acknowledge(SupervisedTarget supervised) {
        supervised.acknowledged = true;
        note(new TargetEvent.TargetAcknowledged(supervised.name(), supervised.state.ledger().reason()));
        keep(supervised, true);
    }

    void perform(SupervisedTarget supervised, Effect effect) {
        effect.doneBy(new Doing(supervised));
    }

    private final class Doing implements Effect.Performer {

        private final SupervisedTarget supervised;

        Doing(SupervisedTarget supervised) {
            this.supervised = supervised;
        }

        @Override
        public void launch(Effect.Launch launch) {
            TargetRecord record = supervised.record(ports.bootId());
            // the launch itself writes this record to disk, so the record counts as saved
            supervised.saved = Optional.of(record);
            effects.launch(supervised.spec, record, launch);
        }

        @Override
        public void terminate(Effect.Terminate terminate) {
            if (!terminate.signal().equals(Signal.KILL)) {
                supervised.stopOrderedAt = Optional.of(supervised.asOf);
            }
            effects.terminate(supervised.name(), terminate);
        }

        @Override
        public void survey(Effect.Survey survey) {
            effects.survey(supervised.name(), survey);
        }

        @Override
        public void watch(Effect.Watch watch) {
            effects.watch(supervised.spec, watch);
        }

        @Override
        public void sendSignal(Effect.SendSignal signal) {
            effects.sendSignal(supervised.name(), signal);
        }

        @Override
        public void search(Effect.Search search) {
            effects.search(supervised.name(), search, targets.mainsBeside(supervised));
        }

        @Override
        public void disown(Effect.Disown disown) {
            supervised.hasLateLaunch = true;
            effects.disown(supervised.name(), disown);
        }

        @Override
        public void runHook(Effect.RunHook hook) {
            effects.runHook(supervised.spec, hook);
        }

        @Override
        public void endHooks(Effect.EndHooks end) {
            effects.endHooks(supervised.name(), end);
        }

        @Override
        public void endRunner(Effect.EndRunner end) {
            if (mayEndRunner()) {
                endRunner.accept(end.reason());
            }
        }

        /**
         * Whether the target may end the runner. Where {@code on_exhausted: exit} is only a default of {@code run}, the target
         * may do so only in a runner of {@code run}, and only while no other target should run.
         */
        private boolean mayEndRunner() {
            return !supervised.spec.settings().isDefault(Options.ON_EXHAUSTED)
                    || endsByDefault && targets.all().stream().noneMatch(other -> other != supervised && other.wanted);
        }
    }

    private void settle(SupervisedTarget supervised) {
        if (SampleSchedule.isSampled(supervised)) {
            supervised.state.life().filter(life -> !life.adopted() && !life.attached())
                    .ifPresent(life -> samples.begin(supervised, life));
        }
        passOn(supervised);
        if (supervised.state.phase() == Phase.EXITED) {
            // the target has done its work, so the next runner must not start it again
            supervised.wanted = false;
        }
        // the restart budget may have changed, and the next runner must know it
        if (supervised.state.phase() != Phase.STOPPING || supervised.isAttached()) {
            keep(supervised, false);
        }
        if (supervised.isUnrecorded && supervised.state.phase().isAtRest()) {
            // the settings of this target are unknown, so it can never be launched
            targets.remove(supervised.name());
            faultsAreOver(supervised.name());
        }
        if (supervised.removing && supervised.state.phase().isAtRest()) {
            drop(supervised, supervised.removedFor);
        }
    }

    void passOn(SupervisedTarget supervised) {
        if (!supervised.isUp() || supervised.isAttached() || supervised.state instanceof AwaitingDependencies
                || supervised.state instanceof Scheduled) {
            supervised.signalsToCome.clear();
        } else if (SampleSchedule.isSampled(supervised)) {
            Life life = supervised.state.life().orElseThrow();
            for (Signal signal : supervised.signalsToCome) {
                perform(supervised, new Effect.SendSignal(life.number(), life.main().orElseThrow(), signal,
                        supervised.spec.stopping().passTo()));
            }
            supervised.signalsToCome.clear();
        }
    }

    void retryLimits(SupervisedTarget supervised) {
        if (supervised.lacksLimits) {
            changeLimits(supervised);
        }
    }

    void changeLimits(SupervisedTarget supervised) {
        if (!supervised.isAttached()) {
            supervised.state.life()
                    .ifPresent(life -> life.main().ifPresent(main -> effects.changeLimits(supervised.spec,
                            new Incarnation(supervised.name(), life.number()), main)));
        }
    }

    private void count(SupervisedTarget supervised, Event event) {
        if (event instanceof Observation.ThresholdBreached breach) {
            supervised.breaches.merge(breach.threshold(), 1L, Long::sum);
        }
    }

    void keep(SupervisedTarget supervised, boolean durable) {
        if (supervised.isUnrecorded) {
            return;
        }
        TargetRecord record = supervised.record(ports.bootId());
        if (!supervised.saved.equals(Optional.of(record))) {
            supervised.saved = Optional.of(record);
            effects.save(record, durable);
        }
    }

    void keepAnew(SupervisedTarget supervised) {
        supervised.saved = Optional.empty();
        keep(supervised, true);
    }

    /** Removes a target with its record and its faults. */
    void drop(SupervisedTarget supervised, String why) {
        targets.remove(supervised.name());
        effects.remove(supervised.name());
        faultsAreOver(supervised.name());
        incidents.forget(supervised.name());
        recorder.note(new TargetEvent.TargetRemoved(supervised.name(), why));
    }

    void note(TargetEvent event) {
        targets.find(event.name()).ifPresent(supervised -> supervised.reaches(ports.clock().get()));
        recorder.note(event);
    }

    /** Stores, also on disk, whether the user wants the target to run. */
    void want(SupervisedTarget supervised, boolean wanted) {
        supervised.wanted = wanted;
        keep(supervised, true);
    }
}
