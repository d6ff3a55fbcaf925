package dev.dpm.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.dpm.config.LiveSettings;
import dev.dpm.config.TargetSpec;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Resting;
import dev.dpm.lifecycle.Waiting;
import dev.dpm.process.Phase;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;

/** What people ask of targets: start, stop, restart, remove, acknowledge. Touched by the loop's thread only. */
final class Commands {

    private final Roster roster;
    private final Stepper stepper;
    private final Shutdown shutdown;

    Commands(Roster roster, Stepper stepper, Shutdown shutdown) {
        this.roster = roster;
        this.stepper = stepper;
        this.shutdown = shutdown;
    }

    Answer start(List<TargetSpec> specs, String why) {
        if (shutdown.isAsked()) {
            return Answer.ending();
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
            if (slot.foundling) {
                claim(slot, spec, why);
            } else if (runs) {
                slot.active = true;
                already.add(already(slot));
                stepper.want(slot, true);
            } else {
                slot.spec = spec.keepingChangesOf(slot.spec);
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

    private static String already(Slot slot) {
        String pid = slot.state.life().flatMap(Life::main).map(main -> main.pid() + "").orElse("yet to come");
        return slot.name() + (slot.state instanceof Waiting
                ? " is waiting already: " + slot.state.ledger().reason()
                : " is " + (slot.isAttached() ? "attached already, to process " : "running already, as process ")
                        + pid);
    }

    private Slot fresh(TargetSpec spec) {
        Slot slot = new Slot(spec, Resting.blank(roster.lastNumber(spec.name())), true);
        roster.add(slot);
        return slot;
    }

    private Optional<String> conflict(TargetSpec asked) {
        Slot slot = roster.find(asked.name()).orElse(null);
        if (slot == null || !slot.isUp() || slot.foundling) {
            return Optional.empty();
        }
        List<TargetSpec.Difference> differences = slot.spec.conflictsWith(asked);
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(asked.name() + " is running with other options, nothing was changed: " + differences
                        .stream().map(TargetSpec.Difference::toString).collect(Collectors.joining("; "))
                        + "; " + LiveSettings.advice(asked.name().value()));
    }

    private void begin(Slot slot, String why) {
        slot.active = true;
        slot.removing = false;
        stepper.want(slot, true);
        stepper.step(slot, (state, at) -> state.onStart(at, why));
    }

    /** It lives and now is known again: no second copy. */
    private void claim(Slot slot, TargetSpec spec, String why) {
        slot.foundling = false;
        slot.spec = spec;
        begin(slot, why);
    }

    Answer start(TargetName name, String why) {
        return unlessEnding(name, slot -> startKnown(slot, why));
    }

    private Answer unlessEnding(TargetName name, Function<Slot, Answer> command) {
        return known(name, slot -> shutdown.isAsked() ? Answer.ending() : command.apply(slot));
    }

    private Answer known(TargetName name, Function<Slot, Answer> command) {
        return roster.find(name).map(command).orElseGet(() -> Answer.unknown(name));
    }

    private Answer startKnown(Slot slot, String why) {
        boolean runs = slot.isUp();
        if (!slot.foundling) {
            begin(slot, why);
        }
        String sentence = runs ? already(slot) : "starting " + slot.name();
        return new Answer(runs ? Answer.Kind.ALREADY : Answer.Kind.DONE, sentence, List.of(Roster.life(slot)));
    }

    Answer resume(String why) {
        if (shutdown.isAsked()) {
            return Answer.ending();
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
        boolean isLetGo = slot.isAttached();
        String sentence = isLetGo ? slot.lettingGo() : "stopping " + slot.name();
        stepper.want(slot, false);
        stepper.step(slot, (state, at) -> state.onStop(at, why));
        if (rested) {
            return Answer.of(Answer.Kind.ALREADY, slot.name() + " is stopped already");
        }
        return isLetGo
                ? Answer.of(Answer.Kind.DONE, sentence)
                : new Answer(Answer.Kind.DONE, sentence, List.of(Answer.StartedLife.ending(slot.name())));
    }

    Answer restart(TargetName name, String why) {
        return unlessEnding(name, slot -> restart(slot, why));
    }

    private Answer restart(Slot slot, String why) {
        if (slot.foundling) {
            return Answer.of(Answer.Kind.REFUSED, slot.name()
                    + " runs, but its record is lost: `start` it with its name and command before it can be restarted");
        }
        if (slot.spec.attach().isPresent()) {
            return Answer.of(Answer.Kind.REFUSED, slot.name() + " is attached to a process that somebody else starts, "
                    + "and is not restarted by this runner: restart it where it was started, it is found again");
        }
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
                    slot.name() + " is " + slot.state.phase() + "; stop it before it can be removed"
                            + (slot.isAttached() ? " (an attached process is let go, not signalled)" : ""));
        }
        if (slot.state instanceof Resting resting && resting.undead().isPresent()) {
            return Answer.of(Answer.Kind.REFUSED, slot.name() + " cannot be removed: " + resting.ledger().reason());
        }
        stepper.drop(slot, "by command; its logs are kept until their retention");
        return Answer.of(Answer.Kind.DONE, "removed " + slot.name() + "; its logs are kept until their retention");
    }

    Answer acknowledge(TargetName name) {
        return known(name, this::acknowledge);
    }

    private Answer acknowledge(Slot slot) {
        if (slot.state.phase() != Phase.FATAL) {
            return Answer.of(Answer.Kind.REFUSED,
                    slot.name() + " is " + slot.state.phase() + "; only what is FATAL can be acknowledged");
        }
        if (slot.acknowledged) {
            return Answer.of(Answer.Kind.ALREADY, slot.name() + " is acknowledged already");
        }
        stepper.acknowledge(slot);
        return Answer.of(Answer.Kind.DONE, slot.name()
                + " is acknowledged: it stays FATAL and its health down, but counts as trouble no more until it is "
                + "started again");
    }

    void rewriteState() {
        roster.all().forEach(stepper::keepAnew);
    }

    /** Passes a signal on to the main process of every target that lives, or will in a moment. */
    void passOn(Signal signal) {
        for (Slot slot : roster.all()) {
            if (slot.isUp()) {
                slot.signalsToCome.add(signal);
                stepper.passOn(slot);
            }
        }
    }
}
