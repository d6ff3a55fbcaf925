package dev.dpm.supervision;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import dev.dpm.event.Component;
import dev.dpm.event.Event;
import dev.dpm.event.Part;
import dev.dpm.event.RunnerEvent;
import dev.dpm.event.TargetEvent;
import dev.dpm.history.TargetRecord;
import dev.dpm.lifecycle.Effect;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Resting;
import dev.dpm.lifecycle.Situation;
import dev.dpm.lifecycle.Step;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Phase;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;

/**
 * Takes one target from one state to the next: its events are noted, its effects ordered, its record kept. Touched by
 * the loop's thread only.
 */
final class Stepper {

    private final Ports ports;
    private final Chronicle chronicle;
    private final EffectRunner effects;
    private final SampleDesk samples;
    private final Roster roster;
    private final Consumer<Incarnation> forget;
    private final IncidentWatch incidents;
    /** Written by the loop alone, read by whoever asks whether it moves. */
    private final AtomicLong steps = new AtomicLong();
    private Consumer<String> endRunner = reason -> {
        throw new IllegalStateException("nobody was told how to end the runner: " + reason);
    };

    Stepper(Ports ports, Chronicle chronicle, EffectRunner effects, SampleDesk samples, Roster roster,
            Consumer<Incarnation> forget) {
        this.ports = ports;
        this.chronicle = chronicle;
        this.effects = effects;
        this.samples = samples;
        this.roster = roster;
        this.forget = forget;
        this.incidents = new IncidentWatch(ports.incidents());
    }

    /** What a target that gives up in the name of all does to the runner. */
    void onEndOfRunner(Consumer<String> ends) {
        this.endRunner = ends;
    }

    /** How many stimuli were brought to targets, for any thread. */
    long steps() {
        return steps.get();
    }

    /** Brings a stimulus to a target. */
    void step(Slot slot, BiFunction<TargetState, Situation, Step> stimulus) {
        steps.incrementAndGet();
        guarded(slot, () -> apply(slot, stimulus.apply(slot.state, situation(slot))));
    }

    /** An exception costs one target its life, not the others theirs. */
    void guarded(Slot slot, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            String reason = "the runner made a mistake about it: " + e;
            chronicle.note(new RunnerEvent.RunnerFaulted(Part.of(Component.TARGET, slot.name()), e.toString()));
            chronicle.note(new TargetEvent.TargetGaveUp(slot.name(), reason));
            breakDown(slot, reason);
        }
    }

    private void breakDown(Slot slot, String reason) {
        try {
            apply(slot, Resting.broken(slot.state, situation(slot), reason));
        } catch (RuntimeException e) {
            slot.state = new Resting(Phase.FATAL, slot.state.ledger());
            chronicle.faulted(Part.of(Component.TARGET, slot.name()), Optional.of(e.toString()));
        }
    }

    /** The target's spec, and now. */
    Situation situation(Slot slot) {
        return new Situation(slot.spec, ports.clock().get());
    }

    /** Makes a step real. */
    void apply(Slot slot, Step step) {
        TargetState before = slot.state;
        slot.state = step.next();
        slot.acknowledged &= slot.state.phase() == Phase.FATAL;
        closeLife(slot, before);
        incidents.seen(slot, ports.clock().get());
        // before anything is told, which takes its time
        step.effects().stream().filter(Effect::isUrgent).forEach(effect -> perform(slot, effect));
        for (Event event : step.events()) {
            count(slot, event);
            note(slot, before, step, event);
        }
        incidents.toLookInto(slot, step).ifPresent(id -> effects.lookInto(slot.spec, id));
        slot.since = slot.since.after(slot.state, slot.spec, ports.clock().get());
        step.effects().stream().filter(effect -> !effect.isUrgent()).forEach(effect -> perform(slot, effect));
        if (slot.state.phase().isAtRest() && !before.phase().isAtRest() && !isUndead(slot)) {
            faultsAreOver(slot.name());
        }
        settle(slot);
    }

    private void note(Slot slot, TargetState before, Step step, Event event) {
        Duration now = ports.clock().get();
        Optional<String> incident = event instanceof TargetEvent ofTarget
                ? incidents.expect(slot, before, step, ofTarget, now)
                : Optional.empty();
        chronicle.note(event, incident).ifPresent(recorded -> {
            slot.moments = slot.moments.after(recorded);
            incidents.happened(slot, before, incident, recorded, now);
        });
    }

    private void closeLife(Slot slot, TargetState before) {
        long number = before.ledger().incarnation();
        if (before.life().isEmpty()
                || slot.state.life().isPresent() && slot.state.ledger().incarnation() == number) {
            return;
        }
        slot.closeLife();
        forget.accept(new Incarnation(slot.name(), number));
        if (!isUndead(slot)) {
            chronicle.over(Part.of(Component.SIGNALS_TO, slot.name()));
        }
    }

    /** Why what lives of it could not be ended is worth knowing as long as it lives. */
    private static boolean isUndead(Slot slot) {
        return slot.state instanceof Resting resting && resting.undead().isPresent();
    }

    private void faultsAreOver(TargetName name) {
        chronicle.over(name);
        effects.over(name);
    }

    /** A person knows that it is FATAL; the next runner knows it too. */
    void acknowledge(Slot slot) {
        slot.acknowledged = true;
        chronicle.note(new TargetEvent.TargetAcknowledged(slot.name(), slot.state.ledger().reason()));
        keep(slot, true);
    }

    /** Has an effect done on the slot's behalf. */
    void perform(Slot slot, Effect effect) {
        effect.doneBy(new Doing(slot));
    }

    private final class Doing implements Effect.Performer {

        private final Slot slot;

        Doing(Slot slot) {
            this.slot = slot;
        }

        @Override
        public void launch(Effect.Launch launch) {
            TargetRecord record = slot.record(ports.bootId());
            // it is saved beside the fork
            slot.saved = Optional.of(record);
            effects.launch(slot.spec, record, launch);
        }

        @Override
        public void terminate(Effect.Terminate terminate) {
            effects.terminate(slot.name(), terminate);
        }

        @Override
        public void survey(Effect.Survey survey) {
            effects.survey(slot.name(), survey);
        }

        @Override
        public void watch(Effect.Watch watch) {
            effects.watch(slot.spec, watch);
        }

        @Override
        public void sendSignal(Effect.SendSignal signal) {
            effects.sendSignal(slot.name(), signal);
        }

        @Override
        public void search(Effect.Search search) {
            effects.search(slot.name(), search, roster.mainsBeside(slot));
        }

        @Override
        public void disown(Effect.Disown disown) {
            slot.hasLateLaunch = true;
            effects.disown(slot.name(), disown);
        }

        @Override
        public void endRunner(Effect.EndRunner end) {
            endRunner.accept(end.reason());
        }
    }

    private void settle(Slot slot) {
        if (slot.state.phase() == Phase.STARTING) {
            slot.state.life().filter(life -> life.main().isPresent()).ifPresent(life -> samples.begin(slot, life));
        }
        passOn(slot);
        if (slot.state.phase() == Phase.EXITED) {
            // it is done: a bare start does not bring it back
            slot.wanted = false;
        }
        // the end of an attached one has spent its budget already, which the next runner must know
        if (slot.state.phase() != Phase.STOPPING || slot.isAttached()) {
            keep(slot, false);
        }
        if (slot.foundling && slot.state.phase().isAtRest()) {
            // nothing of it lives and nobody knows how it was started
            roster.remove(slot.name());
        }
        if (slot.removing && slot.state.phase().isAtRest()) {
            drop(slot, "the configuration file no longer names it");
        }
    }

    /** Signals wait for a launch that is under way, not for a life after this one. */
    void passOn(Slot slot) {
        if (!slot.isUp() || slot.isAttached()) {
            slot.signalsToCome.clear();
        } else if (SampleDesk.isSampled(slot)) {
            Life life = slot.state.life().orElseThrow();
            for (Signal signal : slot.signalsToCome) {
                perform(slot, new Effect.SendSignal(life.number(), life.main().orElseThrow(), signal,
                        slot.spec.stopping().passTo()));
            }
            slot.signalsToCome.clear();
        }
    }

    private void count(Slot slot, Event event) {
        if (event instanceof TargetEvent.ThresholdBreached breach) {
            slot.breaches.merge(breach.threshold(), 1L, Long::sum);
        }
    }

    /** Saves what changed, also while a launch is under way: then it waits for that. */
    void keep(Slot slot, boolean durable) {
        if (slot.foundling) {
            return;
        }
        TargetRecord record = slot.record(ports.bootId());
        if (!slot.saved.equals(Optional.of(record))) {
            slot.saved = Optional.of(record);
            effects.save(record, durable);
        }
    }

    /** Saves a target whether it changed or not. */
    void keepAnew(Slot slot) {
        slot.saved = Optional.empty();
        keep(slot, true);
    }

    /** Forgets a target. */
    void drop(Slot slot, String why) {
        roster.remove(slot.name());
        effects.remove(slot.name());
        faultsAreOver(slot.name());
        incidents.forget(slot.name());
        chronicle.note(new TargetEvent.TargetRemoved(slot.name(), why));
    }

    /** Whether it is to run; kept on disk, since the next runner has to know. */
    void want(Slot slot, boolean wanted) {
        slot.wanted = wanted;
        keep(slot, true);
    }
}
