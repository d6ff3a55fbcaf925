package dev.dpm.supervision;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.value.BadValue;
import dev.dpm.event.AffectedComponent;
import dev.dpm.event.CommandResult;
import dev.dpm.event.Component;
import dev.dpm.event.RunnerEvent;
import dev.dpm.history.TargetRecord;
import dev.dpm.lifecycle.Resting;
import dev.dpm.lifecycle.Scheduled;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;
import dev.dpm.supervision.effect.Ports;

/**
 * Adopts the targets of an earlier runner when this runner starts: supervises their living processes without a new
 * launch. Only the thread of the supervision loop uses this class.
 */
final class Recovery {

    /** The number of attempts to get a free file descriptor, five per second. */
    private static final int LOOKS = 25;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Ports ports;
    private final Targets targets;
    private final Stepper stepper;
    private final Ordering ordering;
    private final EventRecorder recorder;

    Recovery(Ports ports, Targets targets, Stepper stepper, Ordering ordering, EventRecorder recorder) {
        this.ports = ports;
        this.ordering = ordering;
        this.recorder = recorder;
        this.targets = targets;
        this.stepper = stepper;
    }

    CommandResult restore(List<TargetRecord> records, boolean resumeWanted) {
        awaitSight();
        endHooks(records);
        TargetRecovery restoration = new TargetRecovery(ports);
        for (TargetRecord record : ordering.sorted(records, TargetRecord::spec)) {
            SupervisedTarget supervised = restoration.supervised(record);
            targets.add(supervised);
            supervised.saved = Optional.of(supervised.record(ports.bootId()));
            stepper.guarded(supervised,
                    () -> restoration.firstStep(supervised, record, stepper.situation(supervised), resumeWanted)
                            .ifPresent(step -> {
                                supervised.active = true;
                                stepper.apply(supervised, step);
                            }));
        }
        restoration.unclaimed(targets.names()).values()
                .forEach(survivor -> foster(restoration, survivor));
        return started("carried on");
    }

    /**
     * Adopts living processes of an earlier runner, and launches nothing.
     *
     * @param only the only target that may be adopted without a record on disk; empty: all targets without a record may be
     */
    CommandResult adoptOnly(List<TargetRecord> records, Optional<TargetName> only) {
        awaitSight();
        endHooks(records);
        TargetRecovery restoration = new TargetRecovery(ports);
        for (TargetRecord record : records) {
            SupervisedTarget supervised = restoration.supervised(record);
            targets.add(supervised);
            supervised.active = true;
            restoration.adoptionOfAnything(supervised, record, stepper.situation(supervised))
                    .ifPresent(step -> stepper.apply(supervised, step));
        }
        restoration.unclaimed(targets.names()).values().stream()
                .filter(survivor -> only.isEmpty() || only.get().equals(survivor.incarnation().target()))
                .forEach(survivor -> foster(restoration, survivor));
        return started("adopted");
    }

    /**
     * Kills hooks that an earlier runner started. Nobody can read their exit statuses any more, so they run again where
     * necessary.
     */
    private void endHooks(List<TargetRecord> records) {
        boolean mayBeThere = records.stream().anyMatch(record -> !record.spec().hooks().commands().isEmpty());
        int ended = mayBeThere ? ports.sessions().endHooks() : 0;
        if (ended > 0) {
            recorder.note(new RunnerEvent.RunnerNoted(Component.UNCLAIMED, "ended " + ended
                    + (ended == 1 ? " process" : " processes")
                    + " of commands around targets' lives that an earlier runner had begun"));
        }
    }

    /** Waits up to five seconds for a free file descriptor, since listing processes needs one. */
    private void awaitSight() {
        for (int look = 1;; look++) {
            try {
                ports.targetProcesses().identify(ProcessHandle.current().pid());
                return;
            } catch (UncheckedIOException blind) {
                if (look == LOOKS) {
                    throw blind;
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    private CommandResult started(String sentence) {
        return new CommandResult(CommandResult.Outcome.DONE, sentence,
                targets.all().stream().filter(supervised -> supervised.active)
                        .filter(supervised -> !(supervised.state instanceof Scheduled)).map(Targets::life).toList());
    }

    /** Adopts a living process of a target whose record was lost, so that users can see and stop it. */
    private void foster(TargetRecovery restoration, TargetProcesses.Survivor survivor) {
        SupervisedTarget supervised = UnrecordedTarget.supervised(survivor.incarnation().target());
        targets.add(supervised);
        recorder.faulted(UnrecordedTarget.fault(supervised.name()),
                Optional.of(UnrecordedTarget.sentence(supervised.name(), survivor.identity().pid())));
        stepper.step(supervised, (state, at) -> restoration.adopted(supervised, survivor, at));
    }

    /**
     * A living target whose record was lost. Only its name is known, from an environment variable of its process. The runner
     * does not check or launch such a target.
     */
    static final class UnrecordedTarget {

        private static final Settings.Origin ORIGIN = new Settings.Origin(Settings.Source.DEFAULT,
                "its record is lost");

        private UnrecordedTarget() {
        }

        static SupervisedTarget supervised(TargetName name) {
            Settings settings = with(
                    with(with(Settings.none(), Options.RESTART, "never"), Options.CPU_THRESHOLD, "off"),
                    Options.MEMORY_THRESHOLD, "off");
            SupervisedTarget supervised = new SupervisedTarget(
                    new TargetSpec(name, List.of("(unknown: its record is lost)"), Path.of("/"), Map.of(),
                            "0022", settings, Optional.empty()),
                    Resting.blank(), false);
            supervised.isUnrecorded = true;
            return supervised;
        }

        /** The component that is faulty as long as a target runs whose record on disk, and with it its command, is lost. */
        static AffectedComponent fault(TargetName name) {
            return AffectedComponent.of(Component.RECORDS_OF, name);
        }

        static String sentence(TargetName name, long pid) {
            return name + " runs as process " + pid + ", but its record is lost, and its command with it: it is only"
                    + " watched; `start --name " + name + " -- COMMAND` with its command supervises it again, `stop "
                    + name + "` ends it";
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
