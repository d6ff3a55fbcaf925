package dev.dpm.supervision;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

import dev.dpm.history.TargetRecord;
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
    private Map<TargetName, Household.Kept> unclaimed = new TreeMap<>();

    Takeover(Ports ports, Roster roster, Stepper stepper) {
        this.ports = ports;
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
        unclaimed = restoration.unclaimed(roster.names());
        return started("carried on");
    }

    /** Takes over what lives; what died is left as it is. */
    Answer adoptOnly(List<TargetRecord> records) {
        awaitSight();
        Restoration restoration = new Restoration(ports);
        for (TargetRecord record : records) {
            Slot slot = restoration.slot(record);
            roster.add(slot);
            slot.active = true;
            restoration.adoption(slot, record, stepper.situation(slot)).ifPresent(step -> stepper.apply(slot, step));
        }
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

    /** What a lost record left behind of this target, where it still lives; handed out once. */
    Optional<Household.Kept> claim(TargetName name) {
        // asked first: where the runner cannot look, this throws, and the claim stays
        Optional<Household.Kept> left = Optional.ofNullable(unclaimed.get(name))
                .filter(kept -> ports.household().isAlive(kept.identity()));
        unclaimed.remove(name);
        return left;
    }
}
