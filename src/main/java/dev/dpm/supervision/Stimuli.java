package dev.dpm.supervision;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import dev.dpm.lifecycle.Situation;
import dev.dpm.lifecycle.Step;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.process.TargetName;

/** What the world and the clock bring to targets. Touched by the loop's thread only. */
final class Stimuli {

    private final Roster roster;
    private final Stepper stepper;
    private final SampleDesk samples;

    Stimuli(Roster roster, Stepper stepper, SampleDesk samples) {
        this.roster = roster;
        this.stepper = stepper;
        this.samples = samples;
    }

    /** Something happened to a target; one that is no longer known is past caring. */
    void arrived(TargetName name, BiFunction<TargetState, Situation, Step> stimulus) {
        roster.find(name).ifPresent(slot -> stepper.step(slot, stimulus));
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

    /** Lets deadlines pass that are due, and orders the samples that are. */
    void passTime(Duration now) {
        for (Slot slot : roster.copy()) {
            if (slot.state.deadline(slot.spec).filter(at -> now.compareTo(at) >= 0).isPresent()) {
                stepper.step(slot, TargetState::onDeadline);
            }
        }
        samples.order(roster.all(), now);
    }

    /** When time has to pass again. */
    Optional<Duration> nextDeadline() {
        return roster.all().stream()
                .flatMap(slot -> Stream.concat(slot.state.deadline(slot.spec).stream(), samples.next(slot).stream()))
                .min(Duration::compareTo);
    }
}
