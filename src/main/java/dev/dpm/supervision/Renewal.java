package dev.dpm.supervision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.LiveSettings;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.TargetEvent;
import dev.dpm.lifecycle.Situation;
import dev.dpm.lifecycle.Step;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.process.TargetName;

/** Gives a known target other settings, live where that can be. Touched by the loop's thread only. */
final class Renewal {

    /** What decides how a breach or a failing check is answered. */
    private static final Set<String> ANSWERS = Stream.of(Options.ON_BREACH, Options.ON_EXHAUSTED,
            Options.MAX_RESTARTS).map(Option::name).collect(Collectors.toUnmodifiableSet());

    private final Roster roster;
    private final Stepper stepper;
    private final Chronicle chronicle;
    private final SampleDesk samples;

    Renewal(Roster roster, Stepper stepper, Chronicle chronicle, SampleDesk samples) {
        this.roster = roster;
        this.stepper = stepper;
        this.chronicle = chronicle;
        this.samples = samples;
    }

    /** Changes settings that need no new life; they stand until what was written for them changes. */
    Answer change(TargetName name, Map<String, String> texts, String by) {
        return roster.find(name).map(slot -> change(slot, texts, by)).orElseGet(() -> Answer.unknown(name));
    }

    private Answer change(Slot slot, Map<String, String> texts, String by) {
        if (slot.foundling) {
            return Answer.of(Answer.Kind.REFUSED, slot.name()
                    + " runs, but its record is lost: `start` it with its name and command before it can be changed");
        }
        LiveSettings live = LiveSettings.changed(slot.spec.settings(), texts, by);
        if (!live.faults().isEmpty()) {
            return Answer.of(Answer.Kind.INVALID, live.faults().stream().map(ConfigFault::toString)
                    .collect(Collectors.joining("\n")) + "\nnothing was changed");
        }
        return renew(slot, slot.spec.withSettings(live.settings()), "by " + by)
                .map(sentence -> Answer.of(Answer.Kind.DONE, sentence))
                .orElseGet(() -> Answer.of(Answer.Kind.ALREADY, slot.name() + " has these settings already"));
    }

    /**
     * What a file says of it now; live changes stay where the file still says the same of their options, and so do
     * folder, umask and environment of its caller, whoever asks now.
     */
    Optional<String> reread(Slot slot, TargetSpec written) {
        TargetSpec asked = written.keepingChangesOf(slot.spec).keepingCallerOf(slot.spec);
        List<Option<?>> overruled = slot.spec.settings().replaced().keySet().stream()
                .filter(option -> !asked.settings().isChanged(option)).toList();
        return renew(slot, asked, "in the configuration file" + overruling(slot.spec.settings(), overruled));
    }

    private static String overruling(Settings before, List<Option<?>> overruled) {
        return overruled.stream().map(option -> "; what the file says now goes over the change that "
                + before.given(option).map(change -> change.origin().place()).orElse("somebody") + " made to "
                + option.name())
                .collect(Collectors.joining());
    }

    private Optional<String> renew(Slot slot, TargetSpec asked, String how) {
        List<TargetSpec.Difference> differences = slot.spec.differencesTo(asked);
        if (differences.isEmpty()) {
            slot.spec = asked;
            return Optional.empty();
        }
        String changes = differences.stream().map(d -> d.what() + " from " + d.now() + " to " + d.asked())
                .collect(Collectors.joining(", "));
        boolean again = differences.stream().anyMatch(d -> d.change() == Option.Change.RESTART) && slot.wanted;
        slot.spec = asked;
        chronicle.note(new TargetEvent.TargetChanged(slot.name(), changes, how));
        stepper.keep(slot, true);
        samples.hasten(slot);
        stepper.step(slot, (state, at) -> again
                ? state.onRestart(at, "its configuration changed: " + changes)
                : renewed(state, at, differences));
        return Optional.of((again ? "restarting " : "changed ") + slot.name() + ": " + changes);
    }

    private static Step renewed(TargetState state, Situation at, List<TargetSpec.Difference> differences) {
        boolean isAnswer = differences.stream().map(TargetSpec.Difference::what).anyMatch(ANSWERS::contains);
        return isAnswer ? state.onAnswerChanged(at) : state.onRenewed(at);
    }

    /** Brings the targets of configuration files in line with them. Touched by the loop's thread only. */
    static final class Reload {

        private final Roster roster;
        private final Stepper stepper;
        private final Renewal renewal;
        private final Commands commands;
        private final Shutdown shutdown;

        Reload(Roster roster, Stepper stepper, Renewal renewal, Commands commands, Shutdown shutdown) {
            this.roster = roster;
            this.stepper = stepper;
            this.renewal = renewal;
            this.commands = commands;
            this.shutdown = shutdown;
        }

        /**
         * @param files those that were read; a target of another one is let alone
         * @param specs all that they name
         */
        Answer targets(Set<Path> files, List<TargetSpec> specs) {
            if (shutdown.isAsked()) {
                return Answer.ending();
            }
            List<String> done = new ArrayList<>();
            List<Answer.StartedLife> lives = new ArrayList<>();
            for (Slot slot : roster.copy()) {
                boolean isNamed = specs.stream().anyMatch(spec -> spec.name().equals(slot.name()));
                if (!isNamed && slot.spec.source().filter(files::contains).isPresent()) {
                    done.add("stopping " + slot.name() + ", which the file no longer names");
                    slot.removing = true;
                    lives.add(Answer.StartedLife.ending(slot.name()));
                    stepper.want(slot, false);
                    stepper.step(slot, (state, at) -> state.onStop(at, "the configuration file no longer names it"));
                }
            }
            for (TargetSpec spec : specs) {
                Slot slot = roster.find(spec.name()).orElse(null);
                if (slot == null || slot.removing || slot.foundling) {
                    lives.addAll(commands.start(List.of(spec), "new in the configuration file").lives());
                    done.add("starting " + spec.name());
                } else {
                    long before = Roster.life(slot).incarnation();
                    renewal.reread(slot, spec).ifPresent(done::add);
                    if (Roster.life(slot).incarnation() > before) {
                        lives.add(Roster.life(slot));
                    }
                }
            }
            return new Answer(Answer.Kind.DONE, done.isEmpty() ? "nothing has changed" : String.join("\n", done),
                    lives);
        }
    }
}
