package dev.dpm.supervision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.dpm.config.TargetSpec;

/** Brings the targets of configuration files in line with them. Touched by the loop's thread only. */
final class Reload {

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
        return new Answer(Answer.Kind.DONE, done.isEmpty() ? "nothing has changed" : String.join("\n", done), lives);
    }
}
