package dev.dpm.supervision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.config.ChangeRequest;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.Instances;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.resolve.ExpectedValues;
import dev.dpm.config.resolve.LiveSettings;
import dev.dpm.event.CommandResult;
import dev.dpm.event.TargetEvent;
import dev.dpm.lifecycle.Scheduled;
import dev.dpm.lifecycle.Situation;
import dev.dpm.lifecycle.Step;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.policy.StartOrder;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;

/**
 * Changes the settings of a present target, without a restart where that is possible. Only the thread of the
 * supervision loop uses this class.
 */
final class Renewal {

    private static final Set<String> ANSWERS = Stream.of(Options.ON_BREACH, Options.ON_EXHAUSTED,
            Options.MAX_RESTARTS).map(Option::name).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> LIMITS = Stream.of(Options.MEMORY_MAX, Options.CPU_QUOTA, Options.PIDS_MAX)
            .map(Option::name).collect(Collectors.toUnmodifiableSet());

    private final Targets targets;
    private final Stepper stepper;
    private final Ordering ordering;
    private final EventRecorder recorder;
    private final SampleSchedule samples;

    Renewal(Targets targets, Stepper stepper, Ordering ordering, EventRecorder recorder, SampleSchedule samples) {
        this.targets = targets;
        this.stepper = stepper;
        this.ordering = ordering;
        this.recorder = recorder;
        this.samples = samples;
    }

    /**
     * Changes settings that need no restart. The comparison with the values that the client expects and the change happen
     * together, so that no other change comes between.
     */
    CommandResult change(TargetName name, ChangeRequest request) {
        return targets.find(name).map(supervised -> change(supervised, request))
                .orElseGet(() -> CommandResult.unknown(name));
    }

    private CommandResult change(SupervisedTarget supervised, ChangeRequest request) {
        if (supervised.isUnrecorded) {
            return CommandResult.of(CommandResult.Outcome.REFUSED, supervised.name()
                    + " runs, but its record is lost: `start` it with its name and command before it can be changed");
        }
        LiveSettings live = LiveSettings.changed(supervised.spec.settings(), request.texts(), request.by());
        ExpectedValues expected = ExpectedValues.compared(supervised.spec.settings(), request);
        List<ConfigFault> faults = Stream.concat(live.faults().stream(), expected.faults().stream()).toList();
        if (!faults.isEmpty()) {
            return CommandResult.of(CommandResult.Outcome.INVALID, faults.stream().map(ConfigFault::toString)
                    .collect(Collectors.joining("\n")) + "\nnothing was changed");
        }
        if (!expected.conflicts().isEmpty()) {
            return CommandResult.of(CommandResult.Outcome.REFUSED, "another change came first: "
                    + String.join("; ", expected.conflicts()) + "; nothing was changed");
        }
        TargetSpec asked = supervised.spec.withSettings(live.settings());
        Optional<String> fault = ordering.fault(List.of(asked));
        if (fault.isPresent()) {
            return CommandResult.of(CommandResult.Outcome.INVALID, fault.get());
        }
        return renew(supervised, asked, "by " + request.by())
                .map(sentence -> CommandResult.of(CommandResult.Outcome.DONE, sentence))
                .orElseGet(() -> CommandResult.of(CommandResult.Outcome.ALREADY,
                        supervised.name() + " has these settings already"))
                .warning(live.warnings());
    }

    /**
     * Applies the present content of a configuration file to a target. A setting that a user changed by command stays, unless
     * the file's value for it has changed too.
     *
     * @return a phrase for the user that names the changed settings; empty: nothing has changed
     */
    Optional<String> reread(SupervisedTarget supervised, TargetSpec written) {
        supervised.pending = Optional.empty();
        TargetSpec asked = asked(supervised, written);
        List<Option<?>> overruled = supervised.spec.settings().replaced().keySet().stream()
                .filter(option -> !asked.settings().isChanged(option)).toList();
        return renew(supervised, asked,
                "in the configuration file" + overruling(supervised.spec.settings(), overruled))
                .map(done -> done + leftEnded(supervised));
    }

    /** What the answer to a reload says about a changed target that has ended by itself and is not started again. */
    private static String leftEnded(SupervisedTarget supervised) {
        return supervised.state.phase() == Phase.EXITED && !supervised.wanted
                ? "; " + supervised.name() + " is EXITED"
                        + (supervised.state.ledger().failed() ? " after a failure" : "")
                        + ", and stays so: `start " + supervised.name() + "` launches it with its new configuration"
                : "";
    }

    /** Applies changed dependencies to a target that depends on instances whose number a command has changed. */
    private Optional<String> rescaled(SupervisedTarget supervised, TargetSpec written, String how) {
        supervised.pending = Optional.empty();
        return renew(supervised, asked(supervised, written), "by command: " + how);
    }

    private static TargetSpec asked(SupervisedTarget supervised, TargetSpec written) {
        return written.keepingChangesOf(supervised.spec).keepingCallerOf(supervised.spec);
    }

    static boolean restarts(SupervisedTarget supervised, TargetSpec written) {
        return isNewLife(supervised, supervised.spec.differencesTo(asked(supervised, written)));
    }

    private static boolean isNewLife(SupervisedTarget supervised, List<TargetSpec.Difference> differences) {
        return differences.stream().anyMatch(d -> d.change() == Option.Change.RESTART) && supervised.wanted
                && !(supervised.state instanceof Scheduled);
    }

    /**
     * Stores a target's settings from its configuration file until the target's next restart by command.
     *
     * @return a sentence for the user
     */
    String defer(SupervisedTarget supervised, TargetSpec written) {
        TargetSpec asked = asked(supervised, written);
        supervised.pending = Optional.of(asked);
        return supervised.name() + " waits for its turn: "
                + TargetSpec.Difference.changes(supervised.spec.differencesTo(asked));
    }

    /**
     * Stores a target's settings from its configuration file for the next restart, if they differ from the present settings.
     *
     * @return a phrase that names the differences; empty: there are none
     */
    private Optional<String> outdated(SupervisedTarget supervised, TargetSpec written) {
        TargetSpec asked = asked(supervised, written);
        List<TargetSpec.Difference> differences = supervised.spec.differencesTo(asked);
        supervised.pending = differences.isEmpty() ? Optional.empty() : Optional.of(asked);
        return supervised.pending.map(settings -> TargetSpec.Difference.changes(differences));
    }

    private static String overruling(Settings before, List<Option<?>> overruled) {
        return overruled.stream().map(option -> "; what the file says now goes over the change that "
                + before.given(option).map(change -> change.origin().place()).orElse("somebody") + " made to "
                + option.name())
                .collect(Collectors.joining());
    }

    private Optional<String> renew(SupervisedTarget supervised, TargetSpec asked, String how) {
        List<TargetSpec.Difference> differences = supervised.spec.differencesTo(asked);
        if (differences.isEmpty()) {
            supervised.spec = asked;
            stepper.keep(supervised, false);
            stepper.retryLimits(supervised);
            return Optional.empty();
        }
        String changes = TargetSpec.Difference.changes(differences);
        boolean again = isNewLife(supervised, differences);
        boolean isJobNow = !supervised.spec.timing().isScheduled() && asked.timing().isScheduled()
                && supervised.state.phase() == Phase.EXITED;
        supervised.spec = asked;
        recorder.note(new TargetEvent.TargetChanged(supervised.name(), changes, how));
        stepper.keep(supervised, true);
        samples.reschedule(supervised);
        if (!again && differences.stream().map(TargetSpec.Difference::what).anyMatch(LIMITS::contains)) {
            stepper.changeLimits(supervised);
        }
        if (isJobNow) {
            // the target had ended; with the new schedule it runs again
            supervised.active = true;
            stepper.want(supervised, true);
            stepper.step(supervised, (state, at) -> state.onPlanned(at, "it runs by its schedule"));
        }
        stepper.step(supervised, (state, at) -> again
                ? state.onRestart(at, "its configuration changed: " + changes)
                : renewed(state, at, differences));
        return Optional.of((again ? "restarting " : "changed ") + supervised.name() + ": " + changes);
    }

    private static Step renewed(TargetState state, Situation at, List<TargetSpec.Difference> differences) {
        boolean isAnswer = differences.stream().map(TargetSpec.Difference::what).anyMatch(ANSWERS::contains);
        return isAnswer ? state.onBreachPolicyChanged(at) : state.onRenewed(at);
    }

    /**
     * Applies reread configuration files to all their targets. Only the thread of the supervision loop uses this class.
     */
    static final class Reload {

        private final Targets targets;
        private final Stepper stepper;
        private final Ordering ordering;
        private final Renewal renewal;
        private final CommandHandler commands;
        private final Shutdown shutdown;

        Reload(Targets targets, Stepper stepper, Ordering ordering, Renewal renewal, CommandHandler commands,
                Shutdown shutdown) {
            this.ordering = ordering;
            this.targets = targets;
            this.stepper = stepper;
            this.renewal = renewal;
            this.commands = commands;
            this.shutdown = shutdown;
        }

        /**
         * Applies reread configuration files to their targets.
         *
         * @param files the files that were read
         * @param read all targets that the files declare
         * @param isRolling true: no target is restarted now; changes that need a restart apply at the next restart
         */
        CommandResult targets(Set<Path> files, List<TargetSpec> read, boolean isRolling) {
            List<TargetSpec> specs = read;
            if (shutdown.isAsked()) {
                return CommandResult.ending();
            }
            List<String> done = new ArrayList<>();
            List<CommandResult.Started> lives = new ArrayList<>();
            List<SupervisedTarget> pending = new ArrayList<>();
            List<SupervisedTarget> leaving = unnamed(files, read);
            Optional<String> shared = commands.sharedLog(read, leaving);
            if (shared.isPresent()) {
                return CommandResult.of(CommandResult.Outcome.INVALID, shared.get());
            }
            String unnamed = "the configuration file no longer names it";
            for (SupervisedTarget supervised : leaving) {
                done.add("stopping " + supervised.name() + ", which the file no longer names");
                supervised.removing = true;
                supervised.removedFor = unnamed;
                lives.add(CommandResult.Started.ending(supervised.name()));
                stepper.want(supervised, false);
            }
            ordering.stop(leaving, unnamed);
            specs = Scaling.marked(specs, targets.all());
            for (TargetSpec spec : ordering.sorted(specs, spec -> spec)) {
                SupervisedTarget supervised = targets.find(spec.name()).orElse(null);
                if (supervised == null || supervised.removing || supervised.isUnrecorded) {
                    CommandResult started = commands.start(List.of(spec), "new in the configuration file");
                    lives.addAll(started.started());
                    done.add(started.sentence());
                } else if (isRolling && Renewal.restarts(supervised, spec)) {
                    done.add(renewal.defer(supervised, spec));
                    pending.add(supervised);
                } else {
                    long before = Targets.life(supervised).incarnation();
                    renewal.reread(supervised, spec).ifPresent(done::add);
                    if (Targets.life(supervised).incarnation() > before) {
                        lives.add(Targets.life(supervised));
                    }
                }
            }
            for (SupervisedTarget comingUp : RollingRestarts.comingUpBeside(pending, targets.all())) {
                CommandResult.Started life = Targets.life(comingUp);
                if (!lives.contains(life)) {
                    lives.add(life);
                    done.add(comingUp.name() + " has not come up yet; the others wait for it");
                }
            }
            for (SupervisedTarget down : RollingRestarts.downBeside(pending, targets.all())) {
                pending.add(down);
                done.add(down.name() + " is " + (down.state.phase() == Phase.FATAL ? "FATAL" : "in BACKOFF")
                        + ", so it is restarted first, and the others wait for it");
            }
            if (done.isEmpty()) {
                done.add("nothing has changed");
            }
            read.stream().flatMap(spec -> targets.find(spec.name()).stream())
                    .filter(one -> isLeftFatal(one, lives) && !pending.contains(one))
                    .map(RollingRestarts::leftFatal).forEach(done::add);
            return new CommandResult(CommandResult.Outcome.DONE, String.join("\n", done), lives,
                    RollingRestarts.downFirst(pending).stream().map(supervised -> supervised.name().value()).toList());
        }

        /** The present targets that came from these files and that the files no longer declare. */
        private List<SupervisedTarget> unnamed(Set<Path> files, List<TargetSpec> read) {
            return targets.copy().stream()
                    .filter(known -> read.stream().noneMatch(spec -> spec.name().equals(known.name()))
                            && known.spec.source().filter(files::contains).isPresent())
                    .toList();
        }

        /**
         * Changes the number of a target's instances. The settings of other targets change only where they depend on these
         * instances.
         */
        CommandResult scale(String family, int count, List<TargetSpec> specs) {
            if (shutdown.isAsked()) {
                return CommandResult.ending();
            }
            List<TargetSpec> added = specs.stream()
                    .filter(spec -> spec.instanceOf().equals(Optional.of(family))
                            && targets.find(spec.name()).filter(known -> !known.removing).isEmpty())
                    .map(spec -> Instances.scaled(spec, count)).toList();
            return commands.refusal(added).orElseGet(() -> scaled(family, count, specs, added));
        }

        private CommandResult scaled(String family, int count, List<TargetSpec> specs, List<TargetSpec> added) {
            List<String> done = new ArrayList<>();
            List<CommandResult.Started> lives = new ArrayList<>();
            String scaled = family + " is scaled to " + count + (count == 1 ? " instance" : " instances");
            specs.forEach(spec -> targets.find(spec.name()).filter(known -> waitsForOthers(known, spec))
                    .ifPresent(known -> renewal.rescaled(known, spec, scaled).ifPresent(done::add)));
            List<SupervisedTarget> leaving = Scaling.beyond(targets.all(), family, count);
            for (SupervisedTarget supervised : leaving) {
                done.add("stopping and removing " + supervised.name());
                supervised.removing = true;
                supervised.removedFor = scaled;
                lives.add(CommandResult.Started.ending(supervised.name()));
                stepper.want(supervised, false);
            }
            ordering.stop(leaving, scaled);
            Scaling.within(targets.all(), family, count).forEach(supervised -> {
                supervised.spec = Instances.scaled(supervised.spec, count);
                stepper.keep(supervised, true);
            });
            if (!added.isEmpty()) {
                // all new instances are started in one call, because other targets may already depend on all of them
                CommandResult started = commands.startThese(added, "scaled by command");
                lives.addAll(started.started());
                done.add(started.sentence());
            }
            CommandResult.Outcome outcome = done.isEmpty() ? CommandResult.Outcome.ALREADY : CommandResult.Outcome.DONE;
            if (done.isEmpty()) {
                done.add(family + " has " + count + (count == 1 ? " instance already" : " instances already"));
            }
            done.addAll(outdated(family, specs));
            Scaling.within(targets.all(), family, count).stream().filter(one -> isLeftFatal(one, lives))
                    .map(RollingRestarts::leftFatal).forEach(done::add);
            return new CommandResult(outcome, String.join("\n", done), lives);
        }

        private List<String> outdated(String family, List<TargetSpec> specs) {
            Map<String, List<TargetName>> names = new LinkedHashMap<>();
            specs.stream().filter(spec -> spec.instanceOf().equals(Optional.of(family)))
                    .forEach(spec -> targets.find(spec.name()).filter(known -> !known.removing)
                            .flatMap(known -> renewal.outdated(known, spec))
                            .ifPresent(changes -> names.computeIfAbsent(changes, some -> new ArrayList<>())
                                    .add(spec.name())));
            return names.entrySet().stream().map(entry -> StartOrder.words(entry.getValue())
                    + (entry.getValue().size() == 1 ? " runs with its" : " run with their")
                    + " old settings; the file changes " + entry.getKey()
                    + ": `reload --rolling` or `restart " + family + " --rolling` applies that").toList();
        }

        private static boolean isLeftFatal(SupervisedTarget one, List<CommandResult.Started> lives) {
            return one.state.phase() == Phase.FATAL && !lives.contains(Targets.life(one));
        }

        private static boolean waitsForOthers(SupervisedTarget known, TargetSpec spec) {
            List<TargetSpec.Difference> differences = known.spec.differencesTo(spec);
            return !differences.isEmpty() && differences.stream()
                    .allMatch(difference -> difference.what().equals(Options.DEPENDS_ON.name()));
        }
    }
}
