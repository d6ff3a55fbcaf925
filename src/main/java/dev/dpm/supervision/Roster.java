package dev.dpm.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.dpm.config.Option;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.Event;
import dev.dpm.history.TargetRecord;
import dev.dpm.lifecycle.Effect;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Phase;
import dev.dpm.lifecycle.Resting;
import dev.dpm.lifecycle.Situation;
import dev.dpm.lifecycle.Step;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.process.Household;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;
import dev.dpm.process.TargetName;

/** Every target, and what commands and stimuli do to them. Touched by the loop's thread only. */
final class Roster {

    /** From the end of the longest grace to the end of the runner, whatever still lives (SPEC: shutdown). */
    private static final Duration AFTER_GRACE = Duration.ofSeconds(2);
    /** Likewise where what the main process leaves behind gets two seconds of its own. */
    private static final Duration AFTER_GRACE_OF_MAIN = Duration.ofSeconds(4);

    private final Ports ports;
    private final EffectRunner effects;
    private final EndWatch ending;
    private final SampleDesk samples;
    private final Consumer<Incarnation> forget;
    private final Map<TargetName, Slot> slots = new TreeMap<>();
    private final Chronicle chronicle;
    private Map<TargetName, Household.Kept> unclaimed = new TreeMap<>();

    Roster(Ports ports, EffectRunner effects, EndRules rules, Consumer<List<SampleRound.Due>> orders,
            Consumer<Incarnation> forget) {
        this.ports = ports;
        this.chronicle = new Chronicle(ports);
        this.effects = effects;
        this.ending = new EndWatch(rules);
        this.samples = new SampleDesk(ports, chronicle, orders);
        this.forget = forget;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    // ---- commands

    Answer restore(List<TargetRecord> records, boolean resumeWanted) {
        Restoration restoration = new Restoration(ports);
        for (TargetRecord record : records) {
            Slot slot = restoration.slot(record);
            slots.put(slot.name(), slot);
            slot.saved = Optional.of(slot.record(ports.bootId()));
            guarded(slot, () -> restoration.firstStep(slot, record, situation(slot), resumeWanted).ifPresent(step -> {
                slot.active = true;
                apply(slot, step);
            }));
        }
        unclaimed = restoration.unclaimed(slots.keySet());
        return started("carried on");
    }

    Answer adoptOnly(List<TargetRecord> records) {
        Restoration restoration = new Restoration(ports);
        for (TargetRecord record : records) {
            Slot slot = restoration.slot(record);
            slots.put(slot.name(), slot);
            slot.active = true;
            restoration.adoption(slot, record, situation(slot)).ifPresent(step -> apply(slot, step));
        }
        return started("adopted");
    }

    void passOn(Signal signal) {
        for (Slot slot : slots.values()) {
            if (SampleDesk.isSampled(slot)) {
                Life life = slot.state.life().orElseThrow();
                effects.perform(slot.spec, slot.record(ports.bootId()),
                        new Effect.SendSignal(life.number(), life.main().orElseThrow(), signal));
            }
        }
    }

    Answer start(List<TargetSpec> specs, String why) {
        if (ending.isAsked()) {
            return theEndIsNear();
        }
        List<String> conflicts = specs.stream().flatMap(spec -> conflict(spec).stream()).toList();
        if (!conflicts.isEmpty()) {
            return Answer.of(Answer.Kind.REFUSED, String.join("\n", conflicts));
        }
        List<Answer.StartedLife> lives = new ArrayList<>();
        List<String> already = new ArrayList<>();
        for (TargetSpec spec : specs) {
            Slot slot = slots.computeIfAbsent(spec.name(), name -> new Slot(spec, Resting.blank(), true));
            boolean runs = slot.isUp();
            if (runs) {
                slot.active = true;
                already.add(spec.name() + " is running already, as process "
                        + slot.state.life().flatMap(Life::main).map(main -> main.pid() + "").orElse("yet to come"));
                want(slot, true);
            } else {
                slot.spec = spec;
                start(slot, why);
            }
            lives.add(life(slot));
        }
        boolean nothingNew = already.size() == specs.size();
        String sentence = nothingNew
                ? String.join("\n", already)
                : "starting " + specs.stream().map(spec -> spec.name().value()).collect(Collectors.joining(", "));
        return new Answer(nothingNew ? Answer.Kind.ALREADY : Answer.Kind.DONE, sentence, lives);
    }

    private static Answer theEndIsNear() {
        return Answer.of(Answer.Kind.REFUSED, "the runner is ending; start it again when it has ended");
    }

    private Optional<String> conflict(TargetSpec asked) {
        Slot slot = slots.get(asked.name());
        if (slot == null || !slot.isUp()) {
            return Optional.empty();
        }
        List<TargetSpec.Difference> differences = slot.spec.differencesTo(asked);
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(asked.name() + " is running with other options, nothing was changed: " + differences
                        .stream().map(TargetSpec.Difference::toString).collect(Collectors.joining("; ")));
    }

    /** A new life; but where a lost record left a living one behind, the cookie decides: no second copy. */
    private void start(Slot slot, String why) {
        slot.active = true;
        slot.removing = false;
        want(slot, true);
        Optional<Household.Kept> left = unclaimed(slot.name());
        step(slot, (state, at) -> left.isPresent()
                ? state.onAdopted(at, left.get().incarnation().number(), left.get().identity(),
                        ports.age().apply(left.get().identity()))
                : state.onStart(at, why));
    }

    private Optional<Household.Kept> unclaimed(TargetName name) {
        return Optional.ofNullable(unclaimed.remove(name)).filter(kept -> ports.household().isAlive(kept.identity()));
    }

    private void want(Slot slot, boolean wanted) {
        slot.wanted = wanted;
        keep(slot, true);
    }

    /** The life to follow after a start: the one that lives, or the next one where the last still ends. */
    private static Answer.StartedLife life(Slot slot) {
        long number = slot.state.ledger().incarnation() + (slot.state.phase() == Phase.STOPPING ? 1 : 0);
        return new Answer.StartedLife(slot.name(), number);
    }

    Answer startKnown(TargetName name, String why) {
        Slot slot = slots.get(name);
        if (slot == null) {
            return Answer.unknown(name);
        }
        if (ending.isAsked()) {
            return theEndIsNear();
        }
        boolean runs = slot.isUp();
        start(slot, why);
        String sentence = runs ? name + " is running already" : "starting " + name;
        return new Answer(runs ? Answer.Kind.ALREADY : Answer.Kind.DONE, sentence, List.of(life(slot)));
    }

    Answer resume(String why) {
        if (ending.isAsked()) {
            return theEndIsNear();
        }
        List<Answer.StartedLife> lives = new ArrayList<>();
        for (Slot slot : slots.values()) {
            if (slot.wanted) {
                slot.active = true;
                if (slot.state.phase().isAtRest()) {
                    start(slot, why);
                }
                lives.add(life(slot));
            }
        }
        return lives.isEmpty()
                ? Answer.of(Answer.Kind.UNKNOWN, "no target was wanted when the runner last ended")
                : new Answer(Answer.Kind.DONE, "resuming " + names(lives), lives);
    }

    private static String names(List<Answer.StartedLife> lives) {
        return lives.stream().map(life -> life.target().value()).collect(Collectors.joining(", "));
    }

    private Answer started(String sentence) {
        return new Answer(Answer.Kind.DONE, sentence,
                slots.values().stream().filter(slot -> slot.active).map(Roster::life).toList());
    }

    Answer stop(TargetName name, String why) {
        Slot slot = slots.get(name);
        if (slot == null) {
            return Answer.unknown(name);
        }
        boolean rested = slot.state.phase() == Phase.STOPPED;
        want(slot, false);
        step(slot, (state, at) -> state.onStop(at, why));
        return rested
                ? Answer.of(Answer.Kind.ALREADY, name + " is stopped already")
                : Answer.of(Answer.Kind.DONE, "stopping " + name);
    }

    Answer restart(TargetName name, String why) {
        Slot slot = slots.get(name);
        if (slot == null) {
            return Answer.unknown(name);
        }
        if (ending.isAsked()) {
            return theEndIsNear();
        }
        slot.active = true;
        slot.removing = false;
        want(slot, true);
        step(slot, (state, at) -> state.onRestart(at, why));
        return new Answer(Answer.Kind.DONE, "restarting " + name, List.of(life(slot)));
    }

    Answer remove(TargetName name) {
        Slot slot = slots.get(name);
        if (slot == null) {
            return Answer.unknown(name);
        }
        if (!slot.state.phase().isAtRest()) {
            return Answer.of(Answer.Kind.REFUSED,
                    name + " is " + slot.state.phase() + "; stop it before it can be removed");
        }
        if (slot.state instanceof Resting resting && resting.undead().isPresent()) {
            return Answer.of(Answer.Kind.REFUSED, name + " cannot be removed: " + resting.ledger().reason());
        }
        drop(slot, "by command; its logs are kept until their retention");
        return Answer.of(Answer.Kind.DONE, "removed " + name + "; its logs are kept until their retention");
    }

    private void drop(Slot slot, String why) {
        slots.remove(slot.name());
        effects.remove(slot.name());
        chronicle.note(new Event.TargetRemoved(slot.name(), why));
    }

    Answer reload(List<TargetSpec> specs) {
        if (ending.isAsked()) {
            return theEndIsNear();
        }
        List<String> done = new ArrayList<>();
        for (Slot slot : List.copyOf(slots.values())) {
            boolean gone = specs.stream().noneMatch(spec -> spec.name().equals(slot.name()));
            if (gone && slot.spec.source().isPresent()) {
                done.add("stopping " + slot.name() + ", which the file no longer names");
                slot.removing = true;
                want(slot, false);
                step(slot, (state, at) -> state.onStop(at, "the configuration file no longer names it"));
            }
        }
        for (TargetSpec spec : specs) {
            Slot slot = slots.get(spec.name());
            if (slot == null || slot.removing) {
                start(List.of(spec), "new in the configuration file");
                done.add("starting " + spec.name());
            } else {
                change(slot, spec).ifPresent(done::add);
            }
        }
        return new Answer(Answer.Kind.DONE, done.isEmpty() ? "nothing has changed" : String.join("\n", done),
                List.of());
    }

    private Optional<String> change(Slot slot, TargetSpec asked) {
        List<TargetSpec.Difference> differences = slot.spec.differencesTo(asked);
        if (differences.isEmpty()) {
            slot.spec = asked;
            return Optional.empty();
        }
        String changes = differences.stream().map(d -> d.what() + " from " + d.now() + " to " + d.asked())
                .collect(Collectors.joining(", "));
        boolean again = differences.stream().anyMatch(d -> d.change() == Option.Change.RESTART) && slot.wanted;
        slot.spec = asked;
        chronicle.note(new Event.TargetChanged(slot.name(), changes));
        keep(slot, true);
        samples.hasten(slot);
        step(slot, (state, at) -> again
                ? state.onRestart(at, "its configuration changed: " + changes)
                : state.onRenewed(at));
        return Optional.of((again ? "restarting " : "changed ") + slot.name() + ": " + changes);
    }

    Answer shutDown(boolean keepTargets, String why) {
        ending.ask(why, ports.clock().get().plus(longestStop()));
        if (keepTargets) {
            slots.values().forEach(slot -> step(slot, TargetState::onRenewed));
            slots.values().forEach(slot -> keep(slot, true));
            ending.atOnce();
            return Answer.of(Answer.Kind.DONE, "the runner ends; its targets go on, and the next start adopts them");
        }
        List<String> running = slots.values().stream().filter(slot -> !slot.state.phase().isAtRest())
                .map(slot -> slot.name().value()).toList();
        for (Slot slot : slots.values()) {
            if (!slot.state.phase().isAtRest()) {
                step(slot, (state, at) -> state.onStop(at, why));
            }
        }
        return Answer.of(Answer.Kind.DONE,
                running.isEmpty() ? "the runner ends" : "stopping " + String.join(", ", running) + " and the runner");
    }

    /** After this long even KILL has had its time. */
    private Duration longestStop() {
        return slots.values().stream().filter(slot -> !slot.state.phase().isAtRest())
                .map(slot -> slot.spec.stopGrace()
                        .plus(slot.spec.stopScope() == StopScope.MAIN ? AFTER_GRACE_OF_MAIN : AFTER_GRACE))
                .max(Duration::compareTo).orElse(AFTER_GRACE);
    }

    // ---- stimuli

    void step(TargetName name, BiFunction<TargetState, Situation, Step> stimulus) {
        Slot slot = slots.get(name);
        if (slot != null) {
            step(slot, stimulus);
        }
    }

    private void step(Slot slot, BiFunction<TargetState, Situation, Step> stimulus) {
        guarded(slot, () -> apply(slot, stimulus.apply(slot.state, situation(slot))));
    }

    /** An exception costs one target its life, not the others theirs. */
    private void guarded(Slot slot, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            String reason = "the runner made a mistake about it: " + e;
            chronicle.note(new Event.RunnerFaulted("target " + slot.name(), e.toString()));
            chronicle.note(new Event.TargetGaveUp(slot.name(), reason));
            breakDown(slot, reason);
        }
    }

    private void breakDown(Slot slot, String reason) {
        try {
            apply(slot, Resting.broken(slot.state, situation(slot), reason));
        } catch (RuntimeException e) {
            slot.state = new Resting(Phase.FATAL, slot.state.ledger());
            chronicle.faulted("target " + slot.name(), Optional.of(e.toString()));
        }
    }

    private Situation situation(Slot slot) {
        return new Situation(slot.spec, ports.clock().get());
    }

    private void apply(Slot slot, Step step) {
        long lifeBefore = slot.state.ledger().incarnation();
        boolean hadLife = slot.state.life().isPresent();
        slot.state = step.next();
        if (hadLife && (slot.state.life().isEmpty() || slot.state.ledger().incarnation() != lifeBefore)) {
            slot.closeLife();
            forget.accept(new Incarnation(slot.name(), lifeBefore));
        }
        for (Event event : step.events()) {
            count(slot, event);
            chronicle.note(event);
        }
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.EndRunner end) {
                endBecause(end.reason());
            } else {
                effects.perform(slot.spec, slot.record(ports.bootId()), effect);
            }
        }
        settle(slot);
    }

    private void settle(Slot slot) {
        if (slot.state.phase() == Phase.STARTING && slot.state.life().flatMap(Life::main).isPresent()) {
            samples.begin(slot);
        }
        if (slot.state.phase() == Phase.EXITED) {
            // it is done: a bare start does not bring it back
            slot.wanted = false;
        }
        if (slot.state.phase() != Phase.STOPPING) {
            keep(slot, false);
        }
        if (slot.removing && slot.state.phase().isAtRest()) {
            drop(slot, "the configuration file no longer names it");
        }
    }

    private void count(Slot slot, Event event) {
        if (event instanceof Event.ThresholdBreached breach) {
            slot.breaches.merge(breach.threshold(), 1L, Long::sum);
        }
    }

    private void endBecause(String reason) {
        ending.giveUp();
        shutDown(false, "the runner ends: " + reason);
    }

    /** Saves what changed; a launch saves itself, before the fork. */
    private void keep(Slot slot, boolean durable) {
        TargetRecord record = slot.record(ports.bootId());
        if (!slot.saved.equals(Optional.of(record)) && !record.launching()) {
            slot.saved = Optional.of(record);
            effects.save(record, durable);
        }
    }

    void sampled(List<SampleRound.Taken> round) {
        for (SampleRound.Taken taken : round) {
            Slot slot = slots.get(taken.life().target());
            if (slot != null) {
                guarded(slot, () -> samples.taken(slot, taken).ifPresent(usage -> step(slot,
                        (state, at) -> state.onAssessed(at, taken.life().number(), usage))));
            }
        }
    }

    // ---- time

    void passTime(Duration now) {
        for (Slot slot : List.copyOf(slots.values())) {
            if (slot.state.deadline(slot.spec).filter(at -> now.compareTo(at) >= 0).isPresent()) {
                step(slot, TargetState::onDeadline);
            }
        }
        samples.order(slots.values(), now);
    }

    Optional<Duration> nextDeadline() {
        Optional<Duration> next = ending.deadline();
        for (Slot slot : slots.values()) {
            next = earlier(next, slot.state.deadline(slot.spec));
            next = earlier(next, samples.next(slot));
        }
        return next;
    }

    private static Optional<Duration> earlier(Optional<Duration> one, Optional<Duration> other) {
        return one.isEmpty() || other.isPresent() && other.get().compareTo(one.get()) < 0 ? other : one;
    }

    Snapshot snapshot() {
        return new Snapshot(ports.clock().get(), slots.values().stream().map(Slot::snapshot).toList(),
                chronicle.faults());
    }

    Optional<Supervisor.Ended> ended() {
        return ending.reached(slots.values(), ports.clock().get());
    }
}
