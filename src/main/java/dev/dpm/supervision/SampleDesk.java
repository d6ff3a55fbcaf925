package dev.dpm.supervision;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.event.Component;
import dev.dpm.event.Part;
import dev.dpm.event.TargetEvent;
import dev.dpm.lifecycle.Life;
import dev.dpm.policy.Measures;
import dev.dpm.policy.MemoryInForce;
import dev.dpm.policy.NextLook;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.sampling.MemoryLook;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Sampler;
import dev.dpm.sampling.Usage;
import dev.dpm.supervision.Ports.SampleClock;

/** Orders samples when they are due and takes in what they found. Touched by the loop's thread only. */
final class SampleDesk {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Ports ports;
    private final Chronicle chronicle;
    private final SampleCrew crew;
    private final EffectRunner effects;
    private final SampleClock clock = new SampleClock();
    private Duration censusAt = Duration.ZERO;

    SampleDesk(Ports ports, Chronicle chronicle, SampleCrew crew, EffectRunner effects) {
        this.effects = effects;
        this.ports = ports;
        this.chronicle = chronicle;
        this.crew = crew;
    }

    /** A life has begun: its first sample comes with the next tick. Saying so again changes nothing. */
    void begin(Slot slot, Life life) {
        if (slot.sampledLife != life.number()) {
            slot.sampledLife = life.number();
            slot.sampleAt = clock.after(ports.clock().get(), slot.spec.thresholds().interval());
        }
    }

    /** A shorter interval is in force at once. */
    void hasten(Slot slot) {
        Duration next = clock.after(ports.clock().get(), slot.spec.thresholds().interval());
        slot.sampleAt = next.compareTo(slot.sampleAt) < 0 ? next : slot.sampleAt;
    }

    Optional<Duration> next(Slot slot) {
        return isSampled(slot) ? Optional.of(slot.sampleAt) : Optional.empty();
    }

    /** Orders what is due; a target whose last sample is still being taken waits for the next tick. */
    void order(Collection<Slot> slots, Duration now) {
        List<SampleRound.Due> due = new ArrayList<>();
        for (Slot slot : slots) {
            if (isSampled(slot) && now.compareTo(slot.sampleAt) >= 0) {
                slot.sampleAt = clock.after(now, slot.spec.thresholds().interval());
                due(slot, now).ifPresent(due::add);
            }
        }
        if (!due.isEmpty()) {
            crew.take(due);
        }
        if (now.compareTo(censusAt) >= 0 && slots.stream().anyMatch(SampleDesk::isAdopted)) {
            censusAt = now.plus(MINUTE);
            effects.census();
        }
    }

    private static boolean isAdopted(Slot slot) {
        return isSampled(slot) && slot.state.life().filter(Life::adopted).isPresent();
    }

    private Optional<SampleRound.Due> due(Slot slot, Duration now) {
        Life life = slot.state.life().orElseThrow();
        Incarnation incarnation = new Incarnation(slot.name(), life.number());
        if (slot.sampling) {
            Duration waited = now.minus(slot.sampleAskedAt);
            if (waited.compareTo(SampleCrew.PATIENCE) >= 0) {
                missed(slot, incarnation, "its sample has not come back for " + waited.toSeconds() + " s");
            }
            return Optional.empty();
        }
        slot.sampling = true;
        slot.sampleAskedAt = now;
        return Optional.of(new SampleRound.Due(incarnation, life.main().orElseThrow(),
                NextLook.of(life.watch(), life.memory(), slot.spec.thresholds(), slot.lastSample, now)));
    }

    static boolean isSampled(Slot slot) {
        return slot.isUp() && slot.state.life().flatMap(Life::main).isPresent();
    }

    /** What a look found: the usage since the look before it; empty where it was missed or speaks of an earlier life. */
    Optional<Usage> taken(Slot slot, SampleRound.Taken taken) {
        if (!slot.isLife(taken.life().number())) {
            return Optional.empty();
        }
        slot.sampling = false;
        if (taken.sample().isEmpty()) {
            missed(slot, taken.life(), taken.missedBecause());
            return Optional.empty();
        }
        Sample sample = taken.sample().get();
        Usage usage = slot.lastSample.map(last -> Usage.between(last, sample)).orElseGet(() -> Usage.first(sample));
        slot.lastSample = Optional.of(sample);
        slot.missedInARow = 0;
        tellMeasures(slot, taken.life(), sample);
        report(slot, taken.life(), usage);
        return Optional.of(usage);
    }

    /** Each thing is said when it begins to be so; a new life that is measured like the one before says nothing. */
    private void tellMeasures(Slot slot, Incarnation life, Sample sample) {
        Measures.Grounds grounds = Measures.Grounds.of(slot.spec.thresholds(), sample);
        if (slot.measuredOn.filter(grounds::equals).isPresent()) {
            return;
        }
        slot.measuredOn = Optional.of(grounds);
        Map<String, String> measures = Measures.of(slot.spec.thresholds(), sample);
        measures.forEach((measure, note) -> {
            if (!note.equals(slot.measures.get(measure))) {
                chronicle.note(new TargetEvent.MeasureNoted(slot.name(), life.number(), measure, note));
            }
        });
        slot.measures = measures;
    }

    /** A process that ends right now is missed once; only the second time in a row is worth an event. */
    private void missed(Slot slot, Incarnation life, String why) {
        slot.missedSamples++;
        slot.missedInARow++;
        if (slot.missedInARow == 2) {
            chronicle.note(new TargetEvent.SampleMissed(slot.name(), life.number(), why));
        }
    }

    private void report(Slot slot, Incarnation life, Usage usage) {
        Duration now = ports.clock().get();
        boolean minuteLine = now.compareTo(slot.minuteLineAt) >= 0 && usage.cpuPercent().isPresent();
        if (minuteLine) {
            slot.minuteLineAt = now.plus(MINUTE);
        }
        try {
            ports.usageReport().report(life, usage,
                    MemoryInForce.of(slot.spec.thresholds().measure(), usage.sample()).bytes(),
                    slot.spec.thresholds().interval(),
                    minuteLine);
        } catch (RuntimeException e) {
            chronicle.faulted(Part.of(Component.USAGE_REPORT), Optional.of(e.toString()));
        }
    }

    /** One look at one target, off the loop. */
    static final class SampleRound {

        /** A life to look at. */
        record Due(Incarnation life, ProcessIdentity main, MemoryLook memory) {
        }

        /** What the look found; empty where it was missed, with the reason. */
        record Taken(Incarnation life, Optional<Sample> sample, String missedBecause) {
        }

        private SampleRound() {
        }

        /** Whatever a sampler throws is a sample missed. */
        static Taken take(Sampler sampler, Due due) {
            try {
                return new Taken(due.life(), Optional.of(sampler.sample(due.life(), due.main(), due.memory())), "");
            } catch (Sampler.SampleMissed | UncheckedIOException e) {
                return new Taken(due.life(), Optional.empty(), e.getMessage());
            } catch (RuntimeException | Error e) {
                return new Taken(due.life(), Optional.empty(), e.toString());
            }
        }
    }
}
