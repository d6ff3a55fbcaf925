package dev.dpm.supervision;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

import dev.dpm.check.Checked;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Situation;
import dev.dpm.lifecycle.Step;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.process.AttachSelector;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sighting;
import dev.dpm.process.TargetName;
import dev.dpm.supervision.SampleDesk.SampleRound;

/** What the world and the clock bring to targets. Touched by the loop's thread only. */
final class Stimuli {

    private final Roster roster;
    private final Stepper stepper;
    private final SampleDesk samples;
    private final CheckDesk checks;
    private final BiConsumer<Incarnation, ProcessIdentity> endStray;

    /** @param endStray ends what a launch brought forth too late */
    Stimuli(Roster roster, Stepper stepper, SampleDesk samples, CheckDesk checks,
            BiConsumer<Incarnation, ProcessIdentity> endStray) {
        this.roster = roster;
        this.stepper = stepper;
        this.samples = samples;
        this.checks = checks;
        this.endStray = endStray;
    }

    /** A launch came back; where nobody waits for it any more, its process would run beside what is known. */
    void launched(Incarnation life, ProcessIdentity main) {
        arrived(life.target(), (state, at) -> state.onLaunched(at, life.number(), main));
        boolean isOurs = roster.find(life.target())
                .filter(slot -> slot.state.life().flatMap(Life::main).filter(main::equals).isPresent()).isPresent();
        if (!isOurs) {
            roster.returned(life);
            endStray.accept(life, main);
        }
    }

    /** Something happened to a target; one that is no longer known is past caring. */
    void arrived(TargetName name, BiFunction<TargetState, Situation, Step> stimulus) {
        roster.find(name).ifPresent(slot -> stepper.step(slot, stimulus));
    }

    /** Two that wait may see the same process at the same time: the first one has it. */
    void sighted(TargetName name, long incarnation, AttachSelector asked, Sighting sighting) {
        roster.find(name).ifPresent(slot -> {
            Optional<TargetName> other = sighting instanceof Sighting.Found found
                    ? Optional.ofNullable(roster.mainsBeside(slot).get(found.main()))
                    : Optional.empty();
            Sighting seen = other.<Sighting>map(owner -> new Sighting.Nothing(
                    "the process that matches " + asked + " is target " + owner + " already")).orElse(sighting);
            stepper.step(slot, (state, at) -> state.onSighted(at, incarnation, asked, seen));
        });
    }

    void sampled(List<SampleRound.Taken> round) {
        for (SampleRound.Taken taken : round) {
            roster.find(taken.life().target()).ifPresent(slot -> sampled(slot, taken));
        }
    }

    private void sampled(Slot slot, SampleRound.Taken taken) {
        stepper.guarded(slot, () -> samples.taken(slot, taken).ifPresent(usage -> stepper.step(slot,
                (state, at) -> state.onAssessed(at, taken.life().number(), usage))));
    }

    void checked(Incarnation life, Checked result) {
        roster.find(life.target()).ifPresent(slot -> {
            slot.checks.done(result);
            stepper.step(slot, (state, at) -> state.onChecked(at, life.number(), result));
        });
    }

    /** The runner did not run for that long. */
    void stoodStill(Duration length) {
        for (Slot slot : roster.copy()) {
            stepper.step(slot, (state, at) -> state.onStandstill(at, length));
        }
    }

    /** Lets deadlines pass that are due, and orders the samples and checks that are. */
    void passTime(Duration now) {
        for (Slot slot : roster.copy()) {
            if (slot.state.deadline(slot.spec).filter(at -> now.compareTo(at) >= 0).isPresent()) {
                stepper.step(slot, TargetState::onDeadline);
            }
        }
        samples.order(roster.all(), now);
        checks.order(roster.all(), now);
    }

    /** When time has to pass again; at the latest then. */
    Duration nextDeadline(Duration latest) {
        Duration next = latest;
        for (Slot slot : roster.all()) {
            next = earlier(next, slot.state.deadline(slot.spec));
            next = earlier(next, samples.next(slot));
            next = earlier(next, checks.next(slot));
        }
        return next;
    }

    static Duration earlier(Duration one, Optional<Duration> other) {
        return other.isPresent() && other.get().compareTo(one) < 0 ? other.get() : one;
    }
}
