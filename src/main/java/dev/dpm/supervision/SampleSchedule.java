package dev.dpm.supervision;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.event.Observation;
import dev.dpm.lifecycle.Life;
import dev.dpm.policy.Measures;
import dev.dpm.policy.MemoryInForce;
import dev.dpm.policy.NextMemoryRequest;
import dev.dpm.process.CgroupUse;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.sampling.MemoryRequest;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Sampler;
import dev.dpm.sampling.Usage;
import dev.dpm.supervision.effect.EffectRunner;
import dev.dpm.supervision.effect.Ports;
import dev.dpm.supervision.effect.Ports.SampleClock;

/**
 * Requests samples of targets from the sampling thread when they are due, and processes the results. Only the thread of the
 * supervision loop uses this class.
 */
final class SampleSchedule {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Ports ports;
    private final EventRecorder recorder;
    private final SampleWorkers crew;
    private final EffectRunner effects;
    private final SampleClock clock = new SampleClock();
    private final Map<Duration, List<SampleRound.Due>> rounds = new TreeMap<>();
    private Duration censusAt = Duration.ZERO;

    SampleSchedule(Ports ports, EventRecorder recorder, SampleWorkers crew, EffectRunner effects) {
        this.effects = effects;
        this.ports = ports;
        this.recorder = recorder;
        this.crew = crew;
    }

    void begin(SupervisedTarget supervised, Life life) {
        if (supervised.sampledLife != life.number()) {
            supervised.sampledLife = life.number();
            supervised.ordered = Optional.empty();
            supervised.sampleAt = nextTick(supervised);
        }
    }

    void reschedule(SupervisedTarget supervised) {
        withdraw(supervised);
        Duration next = nextTick(supervised);
        supervised.sampleAt = next.compareTo(supervised.sampleAt) < 0 ? next : supervised.sampleAt;
    }

    private Duration nextTick(SupervisedTarget supervised) {
        return clock.after(ports.clock().get(), supervised.spec.thresholds().interval());
    }

    private void withdraw(SupervisedTarget supervised) {
        if (supervised.ordered.isPresent()) {
            crew.cancel(supervised.ordered.get().life());
            supervised.ordered = Optional.empty();
            supervised.sampleAt = supervised.sampleAskedAt;
        }
    }

    /** When the loop must call {@link #order} again even if no sample arrives; empty: the target is not sampled. */
    Optional<Duration> next(SupervisedTarget supervised) {
        return isSampled(supervised) ? Optional.of(supervised.sampleAt) : Optional.empty();
    }

    /** Orders the next sample of each target. Targets whose samples are due at the same moment are sampled together. */
    void order(Collection<SupervisedTarget> slots, Duration now) {
        for (SupervisedTarget supervised : slots) {
            if (!isSampled(supervised)) {
                withdraw(supervised);
            } else {
                lookAfter(supervised, now);
                if (supervised.ordered.isEmpty()) {
                    // a target that an earlier runner launched has no planned first sample
                    Duration at = supervised.sampleAt.compareTo(now) > 0 ? supervised.sampleAt : now;
                    rounds.computeIfAbsent(at, moment -> new ArrayList<>()).add(order(supervised, at));
                }
            }
        }
        if (!rounds.isEmpty()) {
            rounds.forEach(crew::take);
            rounds.clear();
        }
        if (now.compareTo(censusAt) >= 0 && slots.stream().anyMatch(SampleSchedule::isAdopted)) {
            censusAt = now.plus(MINUTE);
            effects.census();
        }
    }

    private static boolean isAdopted(SupervisedTarget supervised) {
        return isSampled(supervised) && supervised.state.life().filter(Life::adopted).isPresent();
    }

    /** Cancels a sample if the target has another main process meanwhile, and counts a hanging sample as missed. */
    private void lookAfter(SupervisedTarget supervised, Duration now) {
        if (supervised.ordered.isEmpty()) {
            return;
        }
        SampleRound.Due due = supervised.ordered.get();
        if (!due.main().equals(supervised.state.life().flatMap(Life::main).orElseThrow())) {
            withdraw(supervised);
        } else if (now.compareTo(supervised.sampleAt) >= 0) {
            supervised.sampleAt = nextTick(supervised);
            missed(supervised, due.life(), "its sample has not come back for "
                    + now.minus(supervised.sampleAskedAt).toSeconds() + " s");
            if (!crew.holds(due.life())) {
                // the worker thread has died; the sample will never arrive
                supervised.ordered = Optional.empty();
            }
        }
    }

    private SampleRound.Due order(SupervisedTarget supervised, Duration at) {
        Life life = supervised.state.life().orElseThrow();
        SampleRound.Due due = new SampleRound.Due(new Incarnation(supervised.name(), life.number()),
                life.main().orElseThrow(),
                NextMemoryRequest.of(life.watch(), life.memory(), supervised.spec.thresholds(), supervised.lastSample,
                        at));
        supervised.ordered = Optional.of(due);
        supervised.sampleAskedAt = at;
        supervised.sampleAt = at.plus(SampleWorkers.PATIENCE);
        return due;
    }

    static boolean isSampled(SupervisedTarget supervised) {
        return supervised.isUp() && supervised.state.life().flatMap(Life::main).isPresent();
    }

    /**
     * Processes a sample that has arrived.
     *
     * @return the usage since the last sample; empty: there is no usable sample
     */
    Optional<Usage> taken(SupervisedTarget supervised, SampleRound.Taken taken) {
        if (!supervised.isLife(taken.life().number())) {
            return Optional.empty();
        }
        supervised.ordered = Optional.empty();
        supervised.sampleAt = nextTick(supervised);
        if (taken.sample().isEmpty()) {
            missed(supervised, taken.life(), taken.missedBecause());
            return Optional.empty();
        }
        Sample sample = taken.sample().get();
        Usage usage = supervised.lastSample.map(last -> Usage.between(last, sample))
                .orElseGet(() -> Usage.first(sample));
        supervised.lastSample = Optional.of(sample);
        supervised.missedInARow = 0;
        tellMeasures(supervised, taken.life(), sample);
        tellRefusedForks(supervised, taken.life(), sample);
        report(supervised, taken.life(), usage);
        return Optional.of(usage);
    }

    /** Records an event when the runner begins to measure a target in another way (memory figure, limits). */
    private void tellMeasures(SupervisedTarget supervised, Incarnation life, Sample sample) {
        Measures.Grounds grounds = Measures.Grounds.of(supervised.spec.thresholds(), sample);
        if (supervised.measuredOn.filter(grounds::equals).isPresent()) {
            return;
        }
        supervised.measuredOn = Optional.of(grounds);
        Map<String, String> measures = Measures.of(supervised.spec.thresholds(), sample);
        measures.forEach((measure, note) -> {
            if (!note.equals(supervised.measures.get(measure))) {
                recorder.note(new Observation.MeasureNoted(supervised.name(), life.number(), measure, note));
            }
        });
        supervised.measures = measures;
    }

    /**
     * Records an event when the kernel has refused forks of a target because of pids.max. The first refusal is recorded at
     * once, later ones together.
     */
    private void tellRefusedForks(SupervisedTarget supervised, Incarnation life, Sample sample) {
        CgroupUse use = sample.cgroup().own();
        if (use.isNone()) {
            return;
        }
        supervised.cgroup = use;
        long refused = supervised.refusedForks.due(use, sample.at());
        if (refused > 0) {
            supervised.refusedForks = supervised.refusedForks.told(use, sample.at());
            tellRefusedForks(supervised, life, use, refused, use.tasks());
        }
    }

    /** Records refused forks (pids.max) that no sample showed, from the last figures of an ended target's cgroup. */
    void ended(SupervisedTarget supervised, Incarnation life, CgroupUse last) {
        long refused = supervised.refusedForks.rest(last);
        if (supervised.isLife(life.number()) && refused > 0) {
            tellRefusedForks(supervised, life, last, refused, 0);
        }
    }

    private void tellRefusedForks(SupervisedTarget supervised, Incarnation life, CgroupUse use, long refused,
            long tasks) {
        recorder.note(new Observation.ForksRefused(supervised.name(), life.number(),
                supervised.state.life().flatMap(Life::main).map(ProcessIdentity::pid).orElse(0L), refused,
                use.refusedForks(), use.held().pids(), tasks));
    }

    /** Counts a missed sample. A process that is just ending causes one, so an event is recorded only after two in a row. */
    private void missed(SupervisedTarget supervised, Incarnation life, String why) {
        supervised.missedSamples++;
        supervised.missedInARow++;
        if (supervised.missedInARow == 2) {
            recorder.note(new Observation.SampleMissed(supervised.name(), life.number(), why));
        }
    }

    private void report(SupervisedTarget supervised, Incarnation life, Usage usage) {
        Duration now = ports.clock().get();
        boolean minuteLine = now.compareTo(supervised.minuteLineAt) >= 0 && usage.cpuPercent().isPresent();
        if (minuteLine) {
            supervised.minuteLineAt = now.plus(MINUTE);
        }
        try {
            ports.usageReport().report(life, usage,
                    MemoryInForce.of(supervised.spec.thresholds().measure(), usage.sample()).bytes(),
                    supervised.spec.thresholds().interval(),
                    minuteLine);
        } catch (RuntimeException e) {
            recorder.faulted(AffectedComponent.of(Component.USAGE_REPORT), Optional.of(e.toString()));
        }
    }

    /** Takes one sample of one target, on a thread other than the supervision loop's. */
    static final class SampleRound {

        /** A target's process tree that a worker must sample now. */
        record Due(Incarnation life, ProcessIdentity main, MemoryRequest memory) {
        }

        /**
         * The result of one sample.
         *
         * @param sample empty: the sample was missed
         * @param missedBecause why it was missed
         */
        record Taken(Incarnation life, Optional<Sample> sample, String missedBecause) {
        }

        private SampleRound() {
        }

        /** Takes one sample; where the sampler throws an exception, the sample counts as missed. */
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
