package dev.dpm.supervision;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import dev.dpm.config.BadValue;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.Component;
import dev.dpm.event.RunnerEvent;
import dev.dpm.history.TargetRecord;
import dev.dpm.lifecycle.Resting;
import dev.dpm.process.Household;
import dev.dpm.process.TargetName;

/** Takes up at the runner's start what an earlier runner left. Touched by the loop's thread only. */
final class Takeover {

    /** Five seconds of them. */
    private static final int LOOKS = 25;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Ports ports;
    private final Roster roster;
    private final Stepper stepper;
    private final Chronicle chronicle;

    Takeover(Ports ports, Roster roster, Stepper stepper, Chronicle chronicle) {
        this.ports = ports;
        this.chronicle = chronicle;
        this.roster = roster;
        this.stepper = stepper;
    }

    /** Carries on with all of them: what lives is adopted, what died is judged. */
    Answer restore(List<TargetRecord> records, boolean resumeWanted) {
        awaitSight();
        Restoration restoration = new Restoration(ports);
        for (TargetRecord record : records) {
            Slot slot = restoration.slot(record);
            roster.add(slot);
            slot.saved = Optional.of(slot.record(ports.bootId()));
            stepper.guarded(slot, () -> restoration.firstStep(slot, record, stepper.situation(slot), resumeWanted)
                    .ifPresent(step -> {
                        slot.active = true;
                        stepper.apply(slot, step);
                    }));
        }
        restoration.unclaimed(roster.names()).values()
                .forEach(kept -> foster(restoration, kept));
        return started("carried on");
    }

    /** Takes over what lives, also of targets whose records were lost; what died is left as it is. */
    Answer adoptOnly(List<TargetRecord> records, Optional<TargetName> only) {
        awaitSight();
        Restoration restoration = new Restoration(ports);
        for (TargetRecord record : records) {
            Slot slot = restoration.slot(record);
            roster.add(slot);
            slot.active = true;
            restoration.adoptionOfAnything(slot, record, stepper.situation(slot))
                    .ifPresent(step -> stepper.apply(slot, step));
        }
        restoration.unclaimed(roster.names()).values().stream()
                .filter(kept -> only.isEmpty() || only.get().equals(kept.incarnation().target()))
                .forEach(kept -> foster(restoration, kept));
        return started("adopted");
    }

    /** Without descriptors nothing can be told of what lives; some may come free soon. */
    private void awaitSight() {
        for (int look = 1;; look++) {
            try {
                ports.household().identify(ProcessHandle.current().pid());
                return;
            } catch (UncheckedIOException blind) {
                if (look == LOOKS) {
                    throw blind;
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    private Answer started(String sentence) {
        return new Answer(Answer.Kind.DONE, sentence,
                roster.all().stream().filter(slot -> slot.active).map(Roster::life).toList());
    }

    /** Nobody knows how it was started, but it runs, so it is shown, and a stop reaches it. */
    private void foster(Restoration restoration, Household.Kept kept) {
        Slot slot = Foundling.slot(kept.incarnation().target());
        roster.add(slot);
        chronicle.note(new RunnerEvent.RunnerNoted(Component.STATE, slot.name() + " runs as process "
                + kept.identity().pid()
                + ", but its record is lost: it is only watched; `start` with its name and command adopts it, `stop`"
                + " ends it"));
        stepper.step(slot, (state, at) -> restoration.adopted(slot, kept, at));
    }

    /**
     * A target that lives and whose record was lost: only its name is known, from its cookie. It is shown and can be
     * stopped; it is not judged, and never launched, since nobody knows its command.
     */
    static final class Foundling {

        private static final Settings.Origin ORIGIN = new Settings.Origin(Settings.Source.DEFAULT,
                "its record is lost");

        private Foundling() {
        }

        static Slot slot(TargetName name) {
            Settings settings = with(
                    with(with(Settings.none(), Options.RESTART, "never"), Options.CPU_THRESHOLD, "off"),
                    Options.MEMORY_THRESHOLD, "off");
            Slot slot = new Slot(new TargetSpec(name, List.of("(unknown: its record is lost)"), Path.of("/"), Map.of(),
                    "0022", settings, Optional.empty()), Resting.blank(), false);
            slot.foundling = true;
            return slot;
        }

        private static Settings with(Settings settings, Option<?> option, String text) {
            try {
                return settings.with(option, text, ORIGIN);
            } catch (BadValue e) {
                throw new IllegalStateException(option.name() + " no longer takes " + text, e);
            }
        }
    }
}
