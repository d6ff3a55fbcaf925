package dev.dpm.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.dpm.config.Option;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.Event;

/** Brings the targets of a configuration file in line with it. Touched by the loop's thread only. */
final class Reload {

    private final Roster roster;
    private final Stepper stepper;
    private final Chronicle chronicle;
    private final SampleDesk samples;
    private final Commands commands;
    private final Shutdown shutdown;

    Reload(Roster roster, Stepper stepper, Chronicle chronicle, SampleDesk samples, Commands commands,
            Shutdown shutdown) {
        this.roster = roster;
        this.stepper = stepper;
        this.chronicle = chronicle;
        this.samples = samples;
        this.commands = commands;
        this.shutdown = shutdown;
    }

    Answer targets(List<TargetSpec> specs) {
        if (shutdown.isAsked()) {
            return Shutdown.REFUSAL;
        }
        List<String> done = new ArrayList<>();
        for (Slot slot : roster.copy()) {
            boolean gone = specs.stream().noneMatch(spec -> spec.name().equals(slot.name()));
            if (gone && slot.spec.source().isPresent()) {
                done.add("stopping " + slot.name() + ", which the file no longer names");
                slot.removing = true;
                stepper.want(slot, false);
                stepper.step(slot, (state, at) -> state.onStop(at, "the configuration file no longer names it"));
            }
        }
        for (TargetSpec spec : specs) {
            Slot slot = roster.find(spec.name()).orElse(null);
            if (slot == null || slot.removing) {
                commands.start(List.of(spec), "new in the configuration file");
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
        stepper.keep(slot, true);
        samples.hasten(slot);
        stepper.step(slot, (state, at) -> again
                ? state.onRestart(at, "its configuration changed: " + changes)
                : state.onRenewed(at));
        return Optional.of((again ? "restarting " : "changed ") + slot.name() + ": " + changes);
    }
}
