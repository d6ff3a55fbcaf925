package dev.dpm.supervision;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.dpm.check.Checked;
import dev.dpm.event.AffectedComponent;
import dev.dpm.event.Component;
import dev.dpm.event.Observation;
import dev.dpm.lifecycle.HookResult;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Situation;
import dev.dpm.lifecycle.Step;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.process.AttachSelector;
import dev.dpm.process.CgroupUse;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Hook;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LimitsResult;
import dev.dpm.process.Notification;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sighting;
import dev.dpm.process.TargetName;
import dev.dpm.sampling.Sampler;
import dev.dpm.supervision.SampleSchedule.SampleRound;
import dev.dpm.supervision.effect.EffectResults;

/**
 * Passes results, events and the passing of time to the targets' state machines. Only the thread of the supervision loop uses
 * this class.
 */
final class Stimuli {

    /** If a stop signal is sent later than this after it was ordered, the grace period starts anew. */
    private static final Duration LATE = Duration.ofMillis(500);

    private final Targets targets;
    private final Stepper stepper;
    private final SampleSchedule samples;
    private final CheckSchedule checks;
    private final BiConsumer<Incarnation, ProcessIdentity> endStray;
    private final EventRecorder recorder;
    private final ReadyLooks looks;
    private Consumer<Duration> signalledLate = moment -> {
    };

    Stimuli(Targets targets, Stepper stepper, SampleSchedule samples, CheckSchedule checks,
            BiConsumer<Incarnation, ProcessIdentity> endStray, EventRecorder recorder, ReadyLooks looks) {
        this.targets = targets;
        this.stepper = stepper;
        this.samples = samples;
        this.checks = checks;
        this.endStray = endStray;
        this.recorder = recorder;
        this.looks = looks;
    }

    /** Sets the listener that gets the moment of each stop signal that was sent late. */
    void onLateSignal(Consumer<Duration> told) {
        this.signalledLate = told;
    }

    /**
     * Processes a successful launch. A process whose launch is not wanted any more is ended, because it would be a second copy
     * of the target.
     *
     * @param moment when the process began
     */
    void launched(Incarnation life, ProcessIdentity main, Duration moment) {
        try {
            arrived(life.target(), moment, (state, at) -> state.onLaunched(at, life.number(), main));
        } finally {
            endUnlessOurs(life, main);
        }
    }

    private void endUnlessOurs(Incarnation life, ProcessIdentity main) {
        boolean isOurs = targets.find(life.target())
                .filter(supervised -> supervised.state.life().flatMap(Life::main).filter(main::equals).isPresent())
                .isPresent();
        if (!isOurs) {
            targets.returned(life);
            endStray.accept(life, main);
        }
    }

    private void arrived(TargetName name, Duration moment, BiFunction<TargetState, Situation, Step> stimulus) {
        targets.find(name).ifPresent(supervised -> stepper.step(supervised, moment, stimulus));
    }

    void exited(EffectResults.Ended ended) {
        long number = ended.life().number();
        BiFunction<TargetState, Situation, Step> end = (state, at) -> state.onExited(at, number, ended.status(),
                ended.lastLine().orElse(""));
        targets.find(ended.life().target()).ifPresent(supervised -> {
            if (ended.left().isPresent()) {
                int left = ended.left().getAsInt();
                stepper.step(supervised, ended.at(), end, (state, at) -> state.onSurvivorsCounted(at, number, left));
            } else {
                stepper.step(supervised, ended.at(), end);
            }
        });
    }

    /**
     * Processes the result of a search for a process to attach to. If two targets find the same process, only the first
     * attaches to it.
     */
    void sighted(TargetName name, long incarnation, AttachSelector asked, Sighting sighting, Duration moment) {
        targets.find(name).ifPresent(supervised -> {
            Optional<TargetName> other = sighting instanceof Sighting.Found found
                    ? Optional.ofNullable(targets.mainsBeside(supervised).get(found.main()))
                    : Optional.empty();
            Sighting seen = other.<Sighting>map(owner -> new Sighting.Nothing(
                    "the process that matches " + asked + " is target " + owner + " already")).orElse(sighting);
            stepper.step(supervised, moment, (state, at) -> state.onSighted(at, incarnation, asked, seen));
        });
    }

    void signalled(TargetName name, long incarnation, Duration moment) {
        targets.find(name).filter(supervised -> supervised.isLife(incarnation)).ifPresent(supervised -> {
            boolean isLate = isLate(supervised.unsentFor(moment), supervised.spec.stopping().grace());
            supervised.stopOrderedAt = Optional.empty();
            if (isLate) {
                stepper.step(supervised, moment, (state, at) -> state.onStopDelayed(at, incarnation));
                signalledLate.accept(moment);
            }
        });
    }

    /**
     * Whether a stop signal was sent so late that the grace period starts anew: after {@link #LATE}, or after half of the
     * grace period if that is shorter.
     */
    private static boolean isLate(Duration unsent, Duration grace) {
        return unsent.compareTo(LATE) > 0 || unsent.multipliedBy(2).compareTo(grace) > 0;
    }

    void sampled(List<SampleRound.Taken> round, Duration moment) {
        for (SampleRound.Taken taken : round) {
            targets.find(taken.life().target()).ifPresent(supervised -> sampled(supervised, taken, moment));
        }
    }

    private void sampled(SupervisedTarget supervised, SampleRound.Taken taken, Duration moment) {
        stepper.guarded(supervised,
                () -> samples.taken(supervised, taken).ifPresent(usage -> stepper.step(supervised, moment,
                        (state, at) -> state.onAssessed(at, taken.life().number(), usage))));
    }

    void checked(Incarnation life, Checked result, Duration moment) {
        targets.find(life.target()).ifPresent(supervised -> {
            supervised.checks.done(result);
            stepper.step(supervised, moment, (state, at) -> state.onChecked(at, life.number(), result));
        });
    }

    void limited(Incarnation life, LimitsResult held) {
        targets.find(life.target()).filter(supervised -> supervised.isLife(life.number())).ifPresent(supervised -> {
            supervised.cgroup = held.use();
            supervised.lacksLimits = !held.faults().isEmpty();
            held.remarks().stream().filter(remark -> !supervised.limitRemarks.contains(remark))
                    .forEach(remark -> recorder
                            .note(new Observation.LimitsNoted(supervised.name(), remark, true)));
            supervised.limitRemarks = held.remarks();
        });
    }

    /** Tells all targets that the runner itself did not run for some time. */
    void stoodStill(Duration length) {
        for (SupervisedTarget supervised : targets.copy()) {
            stepper.step(supervised, (state, at) -> state.onStandstill(at, length));
            supervised.stoodStill(length);
        }
    }

    void passTime(Duration now) {
        for (SupervisedTarget supervised : targets.copy()) {
            if (supervised.state.deadline(supervised.spec).filter(at -> now.compareTo(at) >= 0).isPresent()) {
                stepper.step(supervised, TargetState::onDeadline);
            }
        }
        samples.order(targets.all(), now);
        checks.order(targets.all(), now);
        looks.order(targets.all(), now);
    }

    Duration nextDeadline(Duration latest) {
        Duration next = latest;
        for (SupervisedTarget supervised : targets.all()) {
            next = earlier(next, supervised.state.deadline(supervised.spec));
            next = earlier(next, samples.next(supervised));
            next = earlier(next, checks.next(supervised));
            next = earlier(next, looks.next(supervised));
        }
        return next;
    }

    static Duration earlier(Duration one, Optional<Duration> other) {
        return other.isPresent() && other.get().compareTo(one) < 0 ? other.get() : one;
    }

    /**
     * Passes results from other threads to the supervision loop, each with the moment at which it happened. Used on any thread.
     */
    static final class ResultPoster
            implements
                EffectResults,
                SampleWorkers.ResultListener,
                CheckWorkers.ResultListener {
        private final Mailbox mailbox;
        private final Sampler sampler;
        private final Supplier<Duration> clock;
        private Stimuli stimuli;

        ResultPoster(Mailbox mailbox, Sampler sampler, Supplier<Duration> clock) {
            this.mailbox = mailbox;
            this.sampler = sampler;
            this.clock = clock;
        }

        void deliversTo(Stimuli reader) {
            this.stimuli = reader;
        }

        private void post(TargetName target, BiFunction<TargetState, Situation, Step> stimulus) {
            Duration moment = clock.get();
            mailbox.post(() -> stimuli.arrived(target, moment, stimulus));
        }

        @Override
        public void launched(TargetName target, long incarnation, ProcessIdentity main, Duration at) {
            mailbox.post(() -> stimuli.launched(new Incarnation(target, incarnation), main, at));
        }

        @Override
        public void launchFailed(TargetName target, long incarnation, String reason, boolean runnersFault) {
            post(target, (state, at) -> state.onLaunchFailed(at, incarnation, reason, runnersFault));
        }

        @Override
        public void exited(EffectResults.Ended ended) {
            Incarnation life = ended.life();
            oomKills(life, ended.status()).ifPresent(kills -> mailbox.post(() -> stimuli.arrived(life.target(),
                    ended.at(), (state, at) -> state.onOomCounted(at, life.number(), kills))));
            CgroupUse last = ownCgroup(life);
            if (last.refusedForks() > 0) {
                mailbox.post(() -> stimuli.targets.find(life.target())
                        .ifPresent(supervised -> stimuli.samples.ended(supervised, life, last)));
            }
            mailbox.post(() -> stimuli.exited(ended));
        }

        /** The last figures of the process tree's cgroup; empty figures where they cannot be read. */
        private CgroupUse ownCgroup(Incarnation life) {
            try {
                return sampler.ownCgroup(life);
            } catch (RuntimeException e) {
                return CgroupUse.NONE;
            }
        }

        /** The number of OOM kills in the cgroup after the end of a main process; empty: unknown, or the exit code was 0. */
        private Optional<Long> oomKills(Incarnation life, ExitStatus status) {
            boolean byItself = status instanceof ExitStatus.Code code && code.value() == 0;
            try {
                return byItself ? Optional.empty() : sampler.oomKills(life);
            } catch (RuntimeException e) {
                return Optional.empty();
            }
        }

        @Override
        public void sighted(TargetName target, long incarnation, AttachSelector asked, Sighting sighting) {
            Duration moment = clock.get();
            mailbox.post(() -> stimuli.sighted(target, incarnation, asked, sighting, moment));
        }

        @Override
        public void succeeded(Incarnation life, ProcessIdentity main) {
            post(life.target(), (state, at) -> state.onSucceeded(at, life.number(), main));
        }

        @Override
        public void surveyed(TargetName target, long incarnation, int living) {
            post(target, (state, at) -> state.onSurvivorsCounted(at, incarnation, living));
        }

        @Override
        public void outlivedKill(TargetName target, long incarnation) {
            post(target, (state, at) -> state.onKillOutlived(at, incarnation));
        }

        @Override
        public void signalled(TargetName target, long incarnation, Duration at) {
            mailbox.post(() -> stimuli.signalled(target, incarnation, at));
        }

        @Override
        public void stopDelayed(TargetName target, long incarnation) {
            post(target, (state, at) -> state.onStopDelayed(at, incarnation));
        }

        @Override
        public void notified(Incarnation life, Notification told) {
            post(life.target(), (state, at) -> state.onNotified(at, life.number(), told));
        }

        @Override
        public void limited(Incarnation life, LimitsResult held) {
            mailbox.post(() -> stimuli.limited(life, held));
        }

        @Override
        public void hookEnded(Incarnation life, Hook hook, HookResult result) {
            post(life.target(), (state, at) -> state.onHookEnded(at, life.number(), hook, result));
        }

        @Override
        public void taken(List<SampleRound.Taken> samples) {
            Duration moment = clock.get();
            mailbox.post(() -> stimuli.sampled(samples, moment));
        }

        @Override
        public void checked(Incarnation life, Checked result) {
            Duration moment = clock.get();
            mailbox.post(() -> stimuli.checked(life, result, moment));
        }

        @Override
        public void faulted(Optional<String> reason) {
            faulted(AffectedComponent.of(Component.SAMPLES), reason);
        }

        @Override
        public void faulted(AffectedComponent part, Optional<String> reason) {
            mailbox.post(() -> stimuli.recorder.faulted(part, reason));
        }

        @Override
        public void over(TargetName target) {
            mailbox.post(() -> stimuli.recorder.over(target));
        }
    }
}
