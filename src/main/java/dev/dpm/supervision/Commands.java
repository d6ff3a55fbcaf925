package dev.dpm.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.dpm.config.TargetSpec;
import dev.dpm.lifecycle.Effect;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Phase;
import dev.dpm.lifecycle.Resting;
import dev.dpm.process.Household;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;

/** What people ask of targets: start, stop, restart, remove. Touched by the loop's thread only. */
final class Commands {

    private final Ports ports;
    private final Roster roster;
    private final Stepper stepper;
    private final Takeover takeover;
    private final Shutdown shutdown;

    Commands(Ports ports, Roster roster, Stepper stepper, Takeover takeover, Shutdown shutdown) {
        this.ports = ports;
        this.roster = roster;
        this.stepper = stepper;
        this.takeover = takeover;
        this.shutdown = shutdown;
    }

    Answer start(List<TargetSpec> specs, String why) {
        if (shutdown.isAsked()) {
            return Shutdown.REFUSAL;
        }
        List<String> conflicts = specs.stream().flatMap(spec -> conflict(spec).stream()).toList();
        if (!conflicts.isEmpty()) {
            return Answer.of(Answer.Kind.REFUSED, String.join("\n", conflicts));
        }
        List<Answer.StartedLife> lives = new ArrayList<>();
        List<String> already = new ArrayList<>();
        for (TargetSpec spec : specs) {
            Slot slot = roster.find(spec.name()).orElseGet(() -> fresh(spec));
            boolean runs = slot.isUp();
            if (runs) {
                slot.active = true;
                already.add(spec.name() + " is running already, as process "
                        + slot.state.life().flatMap(Life::main).map(main -> main.pid() + "").orElse("yet to come"));
                stepper.want(slot, true);
            } else {
                slot.spec = spec;
                begin(slot, why);
            }
            lives.add(Roster.life(slot));
        }
        boolean nothingNew = already.size() == specs.size();
        String sentence = nothingNew
                ? String.join("\n", already)
                : "starting " + specs.stream().map(spec -> spec.name().value()).collect(Collectors.joining(", "));
        return new Answer(nothingNew ? Answer.Kind.ALREADY : Answer.Kind.DONE, sentence, lives);
    }

    private Slot fresh(TargetSpec spec) {
        Slot slot = new Slot(spec, Resting.blank(), true);
        roster.add(slot);
        return slot;
    }

    private Optional<String> conflict(TargetSpec asked) {
        Slot slot = roster.find(asked.name()).orElse(null);
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
    private void begin(Slot slot, String why) {
        slot.active = true;
        slot.removing = false;
        stepper.want(slot, true);
        Optional<Household.Kept> left = takeover.claim(slot.name());
        stepper.step(slot, (state, at) -> left.isPresent()
                ? state.onAdopted(at, left.get().incarnation().number(), left.get().identity(),
                        ports.age().apply(left.get().identity()))
                : state.onStart(at, why));
    }

    Answer start(TargetName name, String why) {
        return unlessEnding(name, slot -> startKnown(slot, why));
    }

    private Answer unlessEnding(TargetName name, Function<Slot, Answer> command) {
        return known(name, slot -> shutdown.isAsked() ? Shutdown.REFUSAL : command.apply(slot));
    }

    private Answer known(TargetName name, Function<Slot, Answer> command) {
        return roster.find(name).map(command).orElseGet(() -> Answer.unknown(name));
    }

    private Answer startKnown(Slot slot, String why) {
        boolean runs = slot.isUp();
        begin(slot, why);
        String sentence = runs ? slot.name() + " is running already" : "starting " + slot.name();
        return new Answer(runs ? Answer.Kind.ALREADY : Answer.Kind.DONE, sentence, List.of(Roster.life(slot)));
    }

    Answer resume(String why) {
        if (shutdown.isAsked()) {
            return Shutdown.REFUSAL;
        }
        List<Answer.StartedLife> lives = new ArrayList<>();
        for (Slot slot : roster.all()) {
            if (slot.wanted) {
                slot.active = true;
                if (slot.state.phase().isAtRest()) {
                    begin(slot, why);
                }
                lives.add(Roster.life(slot));
            }
        }
        return lives.isEmpty()
                ? Answer.of(Answer.Kind.UNKNOWN, "no target was wanted when the runner last ended")
                : new Answer(Answer.Kind.DONE, "resuming " + names(lives), lives);
    }

    private static String names(List<Answer.StartedLife> lives) {
        return lives.stream().map(life -> life.target().value()).collect(Collectors.joining(", "));
    }

    Answer stop(TargetName name, String why) {
        return known(name, slot -> stop(slot, why));
    }

    private Answer stop(Slot slot, String why) {
        boolean rested = slot.state.phase() == Phase.STOPPED;
        stepper.want(slot, false);
        stepper.step(slot, (state, at) -> state.onStop(at, why));
        return rested
                ? Answer.of(Answer.Kind.ALREADY, slot.name() + " is stopped already")
                : Answer.of(Answer.Kind.DONE, "stopping " + slot.name());
    }

    Answer restart(TargetName name, String why) {
        return unlessEnding(name, slot -> restart(slot, why));
    }

    private Answer restart(Slot slot, String why) {
        slot.active = true;
        slot.removing = false;
        stepper.want(slot, true);
        stepper.step(slot, (state, at) -> state.onRestart(at, why));
        return new Answer(Answer.Kind.DONE, "restarting " + slot.name(), List.of(Roster.life(slot)));
    }

    Answer remove(TargetName name) {
        return known(name, slot -> remove(slot));
    }

    private Answer remove(Slot slot) {
        if (!slot.state.phase().isAtRest()) {
            return Answer.of(Answer.Kind.REFUSED,
                    slot.name() + " is " + slot.state.phase() + "; stop it before it can be removed");
        }
        stepper.drop(slot, "by command; its logs are kept until their retention");
        return Answer.of(Answer.Kind.DONE, "removed " + slot.name() + "; its logs are kept until their retention");
    }

    /** Passes a signal on to the main process of every target that lives. */
    void passOn(Signal signal) {
        for (Slot slot : roster.all()) {
            if (SampleDesk.isSampled(slot)) {
                Life life = slot.state.life().orElseThrow();
                stepper.perform(slot,
                        new Effect.SendSignal(life.number(), life.main().orElseThrow(), signal));
            }
        }
    }
}
