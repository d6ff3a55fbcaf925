package dev.dpm.supervision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.Hooks;
import dev.dpm.config.LogRules;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.resolve.LiveSettings;
import dev.dpm.event.CommandResult;
import dev.dpm.event.TargetEvent;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Living;
import dev.dpm.lifecycle.Resting;
import dev.dpm.lifecycle.Scheduled;
import dev.dpm.lifecycle.Waiting;
import dev.dpm.policy.StartOrder;
import dev.dpm.process.Hook;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;

/**
 * Carries out the commands on targets: start, stop, restart, remove, acknowledge. Only the thread of the supervision
 * loop uses this class.
 */
final class CommandHandler {

    private final Targets targets;
    private final Stepper stepper;
    private final Ordering ordering;
    private final Shutdown shutdown;

    CommandHandler(Targets targets, Stepper stepper, Ordering ordering, Shutdown shutdown) {
        this.ordering = ordering;
        this.targets = targets;
        this.stepper = stepper;
        this.shutdown = shutdown;
    }

    CommandResult start(List<TargetSpec> asked, String why) {
        if (shutdown.isAsked()) {
            return CommandResult.ending();
        }
        return startThese(Scaling.inForce(asked, targets.all()), why);
    }

    /**
     * Starts these targets with exactly these settings, even where a user has set another number of instances with {@code
     * scale}.
     */
    CommandResult startThese(List<TargetSpec> specs, String why) {
        return refusal(specs).orElseGet(() -> startSound(specs, why));
    }

    /** Why these targets cannot be started together, as the command's answer; empty: they can. */
    Optional<CommandResult> refusal(List<TargetSpec> specs) {
        List<String> conflicts = specs.stream().flatMap(spec -> conflict(spec).stream()).toList();
        if (!conflicts.isEmpty()) {
            return Optional.of(CommandResult.of(CommandResult.Outcome.REFUSED, String.join("\n", conflicts)));
        }
        return ordering.fault(specs).or(() -> sharedLog(specs))
                .map(fault -> CommandResult.of(CommandResult.Outcome.INVALID, fault));
    }

    private CommandResult startSound(List<TargetSpec> specs, String why) {
        List<CommandResult.Started> lives = new ArrayList<>();
        List<String> already = new ArrayList<>();
        List<SupervisedTarget> resting = new ArrayList<>();
        List<String> planned = new ArrayList<>();
        List<String> launched = new ArrayList<>();
        for (TargetSpec spec : ordering.sorted(specs, spec -> spec)) {
            if (restsUnlessNamed(spec)) {
                resting.add(resting(spec));
                continue;
            }
            SupervisedTarget supervised = targets.find(spec.name()).orElseGet(() -> fresh(spec));
            if (isToBePlanned(supervised, spec)) {
                already.addAll(supervised.state instanceof Scheduled ? List.of(already(supervised)) : List.of());
                plan(supervised, spec);
                planned.add(spec.name().value());
                continue;
            }
            boolean runs = supervised.isUp();
            if (supervised.isUnrecorded) {
                claim(supervised, spec, why);
            } else if (runs) {
                supervised.active = true;
                already.add(already(supervised));
                stepper.want(supervised, true);
            } else {
                supervised.spec = spec.keepingChangesOf(supervised.spec);
                List<CommandResult.Started> needs = beginNeeds(supervised);
                lives.addAll(needs);
                needs.forEach(need -> launched.add(need.name()));
                begin(supervised, why);
                launched.add(spec.name().value());
            }
            lives.add(Targets.life(supervised));
        }
        boolean nothingNew = already.size() == specs.size();
        List<String> sentences = new ArrayList<>(
                nothingNew || launched.isEmpty()
                        ? already
                        : List.of("starting " + String.join(", ", launched)));
        if (!planned.isEmpty() && !nothingNew) {
            sentences.add(String.join(", ", planned) + (planned.size() == 1
                    ? " runs by its schedule"
                    : " run by their "
                            + "schedules")
                    + ": `status` says when next, and `start NAME` runs one at once");
        }
        // targets with autostart false are not started here, except those on which a requested target depends (these are wanted
        // by now)
        resting.stream().filter(supervised -> !supervised.wanted).forEach(supervised -> sentences.add(supervised.name()
                + " is not started (autostart: false): `start " + supervised.name() + "` does"));
        return new CommandResult(nothingNew ? CommandResult.Outcome.ALREADY : CommandResult.Outcome.DONE,
                String.join("\n", sentences), lives);
    }

    private static boolean isToBePlanned(SupervisedTarget supervised, TargetSpec spec) {
        boolean isResting = supervised.state.phase().isAtRest() || supervised.state instanceof Scheduled;
        return spec.timing().isScheduled() && isResting && !supervised.isUnrecorded;
    }

    private void plan(SupervisedTarget supervised, TargetSpec spec) {
        supervised.spec = spec.keepingChangesOf(supervised.spec);
        supervised.active = true;
        supervised.removing = false;
        supervised.stopWhenFree = Optional.empty();
        stepper.want(supervised, true);
        stepper.step(supervised, (state, at) -> state.onPlanned(at, "it runs by its schedule"));
    }

    private boolean restsUnlessNamed(TargetSpec spec) {
        return !spec.isAutostarted() && targets.find(spec.name())
                .filter(supervised -> supervised.isUnrecorded || !supervised.state.phase().isAtRest()).isEmpty();
    }

    private SupervisedTarget resting(TargetSpec spec) {
        SupervisedTarget supervised = targets.find(spec.name()).orElseGet(() -> fresh(spec));
        supervised.spec = spec.keepingChangesOf(supervised.spec);
        supervised.active = true;
        supervised.removing = false;
        stepper.want(supervised, false);
        return supervised;
    }

    private static String already(SupervisedTarget supervised) {
        String pid = supervised.state.life().flatMap(Life::main).map(main -> main.pid() + "").orElse("yet to come");
        return supervised.name() + (supervised.state.phase() == Phase.WAITING || supervised.state instanceof Waiting
                ? " is waiting already: " + supervised.state.ledger().reason()
                : " is " + (supervised.isAttached() ? "attached already, to process " : "running already, as process ")
                        + pid);
    }

    private SupervisedTarget fresh(TargetSpec spec) {
        SupervisedTarget supervised = new SupervisedTarget(spec, Resting.blank(targets.lastNumber(spec.name())), true);
        targets.add(supervised);
        return supervised;
    }

    private Optional<String> sharedLog(List<TargetSpec> specs) {
        return sharedLog(specs, List.of());
    }

    /**
     * A sentence that names two targets which would write into the same log file; empty: there are none.
     *
     * @param specs the settings of new and changed targets
     * @param leaving targets that are about to be removed, whose logs do not count
     */
    Optional<String> sharedLog(List<TargetSpec> specs, List<SupervisedTarget> leaving) {
        Map<TargetName, TargetSpec> all = new LinkedHashMap<>();
        targets.all().stream().filter(known -> !leaving.contains(known) && !known.removing)
                .forEach(known -> all.put(known.name(), known.spec));
        List<ConfigFault> before = LogRules.faults(all.values());
        specs.forEach(spec -> all.remove(spec.name()));
        specs.forEach(spec -> all.put(spec.name(), spec));
        return LogRules.faults(all.values()).stream().filter(fault -> !before.contains(fault)).findFirst()
                .map(fault -> fault + "; nothing was changed");
    }

    private Optional<String> conflict(TargetSpec asked) {
        SupervisedTarget supervised = targets.find(asked.name()).orElse(null);
        if (supervised == null) {
            return Scaling.nameConflict(asked, targets.all());
        }
        if (!supervised.isUp() || supervised.isUnrecorded) {
            return Optional.empty();
        }
        List<TargetSpec.Difference> differences = supervised.spec.conflictsWith(asked);
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(asked.name() + " is running with other options, nothing was changed: " + differences
                        .stream().map(TargetSpec.Difference::toString).collect(Collectors.joining("; "))
                        + "; " + LiveSettings.advice(asked.name().value()));
    }

    private List<CommandResult.Started> beginNeeds(SupervisedTarget supervised) {
        List<SupervisedTarget> needs = ordering.lacking(supervised);
        needs.forEach(need -> begin(need, supervised.name() + " depends on it"));
        return needs.stream().map(Targets::life).toList();
    }

    private void begin(SupervisedTarget supervised, String why) {
        supervised.active = true;
        supervised.removing = false;
        supervised.stopWhenFree = Optional.empty();
        stepper.want(supervised, true);
        stepper.step(supervised, (state, at) -> state.onStart(at, why));
    }

    /**
     * Gives settings to a living target whose record on disk was lost. The runner then supervises the living process instead of
     * launching another one.
     */
    private void claim(SupervisedTarget supervised, TargetSpec spec, String why) {
        stepper.claimed(supervised);
        supervised.spec = spec;
        begin(supervised, why);
    }

    CommandResult start(TargetName name, String why) {
        return unlessEnding(name, supervised -> startKnown(supervised, why));
    }

    private CommandResult unlessEnding(TargetName name, Function<SupervisedTarget, CommandResult> command) {
        return known(name, supervised -> shutdown.isAsked() ? CommandResult.ending() : command.apply(supervised));
    }

    private CommandResult known(TargetName name, Function<SupervisedTarget, CommandResult> command) {
        return targets.find(name).map(command).orElseGet(() -> CommandResult.unknown(name));
    }

    private CommandResult startKnown(SupervisedTarget supervised, String why) {
        if (supervised.isUnrecorded) {
            long pid = supervised.state.life().flatMap(Life::main).map(ProcessIdentity::pid).orElse(0L);
            return CommandResult.of(CommandResult.Outcome.REFUSED,
                    Recovery.UnrecordedTarget.sentence(supervised.name(), pid));
        }
        boolean runs = supervised.isUp() && !(supervised.state instanceof Scheduled);
        List<CommandResult.Started> lives = new ArrayList<>(beginNeeds(supervised));
        String needs = lives.isEmpty() ? "" : " and what it needs: " + names(lives);
        String reason = supervised.pending.isEmpty() || runs ? why : why + ", " + applied(supervised);
        begin(supervised, reason);
        lives.add(Targets.life(supervised));
        String sentence = runs ? already(supervised) : "starting " + supervised.name() + needs;
        return new CommandResult(runs ? CommandResult.Outcome.ALREADY : CommandResult.Outcome.DONE, sentence, lives);
    }

    CommandResult resume(String why) {
        if (shutdown.isAsked()) {
            return CommandResult.ending();
        }
        List<CommandResult.Started> lives = new ArrayList<>();
        int planned = 0;
        for (SupervisedTarget supervised : ordering.sorted(targets.all(), one -> one.spec)) {
            if (supervised.wanted) {
                supervised.active = true;
                if (isToBePlanned(supervised, supervised.spec)) {
                    plan(supervised, supervised.spec);
                    planned++;
                    continue;
                }
                if (supervised.state.phase().isAtRest()) {
                    lives.addAll(beginNeeds(supervised));
                    begin(supervised, why);
                }
                lives.add(Targets.life(supervised));
            }
        }
        if (lives.isEmpty() && planned > 0) {
            return CommandResult.of(CommandResult.Outcome.DONE, "every target that was wanted runs by its schedule");
        }
        return lives.isEmpty()
                ? CommandResult.of(CommandResult.Outcome.UNKNOWN, "no target was wanted when the runner last ended")
                : new CommandResult(CommandResult.Outcome.DONE, "resuming " + names(lives), lives);
    }

    private static String names(List<CommandResult.Started> lives) {
        return lives.stream().map(life -> life.name()).collect(Collectors.joining(", "));
    }

    CommandResult stop(TargetName name, String why) {
        return known(name, supervised -> stop(supervised, why));
    }

    private CommandResult stop(SupervisedTarget supervised, String why) {
        boolean rested = supervised.state.phase() == Phase.STOPPED;
        boolean isLetGo = supervised.isAttached();
        List<SupervisedTarget> stopped = new ArrayList<>(isLetGo || supervised.state.phase().isAtRest()
                ? List.of()
                : ordering.dependents(supervised.name()));
        String first = stopped.isEmpty()
                ? ""
                : ", first what depends on it: " + stopped.stream().map(one -> one.name().value())
                        .collect(Collectors.joining(", "));
        String sentence = isLetGo ? supervised.lettingGo() : "stopping " + supervised.name() + first;
        stopped.add(supervised);
        stopped.forEach(one -> stepper.want(one, false));
        ordering.stop(stopped, why);
        if (rested) {
            return CommandResult.of(CommandResult.Outcome.ALREADY, supervised.name() + " is stopped already");
        }
        return isLetGo
                ? CommandResult.of(CommandResult.Outcome.DONE, sentence)
                : new CommandResult(CommandResult.Outcome.DONE, sentence,
                        stopped.stream().map(one -> CommandResult.Started.ending(one.name())).toList());
    }

    CommandResult restart(TargetName name, String why) {
        return unlessEnding(name, supervised -> restart(supervised, why));
    }

    private CommandResult restart(SupervisedTarget supervised, String why) {
        if (supervised.isUnrecorded) {
            return CommandResult.of(CommandResult.Outcome.REFUSED, supervised.name()
                    + " runs, but its record is lost: `start` it with its name and command before it can be restarted");
        }
        if (supervised.spec.attach().isPresent()) {
            return CommandResult.of(CommandResult.Outcome.REFUSED, supervised.name()
                    + " is attached to a process that somebody else starts, "
                    + "and is not restarted by this runner: restart it where it was started, it is found again");
        }
        String reason = supervised.pending.isEmpty() ? why : why + ", " + applied(supervised);
        String needs = ordering.lacking(supervised).stream().map(need -> need.name() + " ("
                + need.state.phase() + ")").collect(Collectors.joining(", "));
        List<CommandResult.Started> lives = new ArrayList<>(beginNeeds(supervised));
        supervised.active = true;
        supervised.removing = false;
        supervised.stopWhenFree = Optional.empty();
        stepper.want(supervised, true);
        stepper.step(supervised, (state, at) -> state.onRestart(at, reason));
        lives.add(Targets.life(supervised));
        return new CommandResult(CommandResult.Outcome.DONE, "restarting " + supervised.name() + (needs.isEmpty()
                ? ""
                : "; starting first what it depends on: " + needs), lives);
    }

    /**
     * Applies the settings that an earlier {@code reload} stored for the target's next restart.
     *
     * @return a phrase that names the changed settings
     */
    private String applied(SupervisedTarget supervised) {
        TargetSpec asked = supervised.pending.orElseThrow().keepingChangesOf(supervised.spec);
        String changes = TargetSpec.Difference.changes(supervised.spec.differencesTo(asked));
        supervised.pending = Optional.empty();
        supervised.spec = asked;
        if (!changes.isEmpty()) {
            stepper.note(new TargetEvent.TargetChanged(supervised.name(), changes, "in the configuration file"));
        }
        return "with its configuration changed: " + changes;
    }

    CommandResult remove(TargetName name) {
        return known(name, supervised -> remove(supervised));
    }

    private CommandResult remove(SupervisedTarget supervised) {
        if (!supervised.state.phase().isAtRest()) {
            return CommandResult.of(CommandResult.Outcome.REFUSED,
                    supervised.name() + " is " + supervised.state.phase() + "; stop it before it can be removed"
                            + (supervised.isAttached() ? " (an attached process is let go, not signalled)" : ""));
        }
        if (supervised.state instanceof Resting resting && resting.survivor().isPresent()) {
            return CommandResult.of(CommandResult.Outcome.REFUSED,
                    supervised.name() + " cannot be removed: " + resting.ledger().reason());
        }
        List<TargetName> needing = ordering.order().neededBy(supervised.name()).stream().sorted().toList();
        if (!needing.isEmpty()) {
            return CommandResult.of(CommandResult.Outcome.REFUSED, supervised.name() + " cannot be removed: "
                    + StartOrder.words(needing) + (needing.size() == 1 ? " depends" : " depend")
                    + " on it; remove that first, or change its depends_on");
        }
        stepper.drop(supervised, "by command; its logs are kept until their retention");
        return CommandResult.of(CommandResult.Outcome.DONE,
                "removed " + supervised.name() + "; its logs are kept until their retention"
                        + supervised.spec.source().map(file -> declared(supervised, file)).orElse(""));
    }

    private static String declared(SupervisedTarget supervised, Path file) {
        return "\n" + file + " declares " + supervised.spec.instanceOf().orElse(supervised.name().value())
                + ": the next `reload` adds " + supervised.name() + " again, unless it is taken out of that file";
    }

    CommandResult reload(TargetName name, String why) {
        return known(name, supervised -> reload(supervised, why));
    }

    private CommandResult reload(SupervisedTarget supervised, String why) {
        Hooks hooks = supervised.spec.hooks();
        boolean isRun = hooks.has(Hook.RELOAD_COMMAND);
        if (!isRun && hooks.reload().isEmpty()) {
            return CommandResult.of(CommandResult.Outcome.INVALID, supervised.name() + " has neither reload_signal nor "
                    + "reload_command, by which it would reread its configuration; `restart " + supervised.name()
                    + "` launches it anew");
        }
        return living(supervised, "can reread its configuration", life -> {
            stepper.step(supervised, (state, at) -> state.onReload(at, why));
            return isRun
                    ? "running the reload_command of " + supervised.name()
                    : sent(hooks.reload().orElseThrow(), supervised, life);
        });
    }

    CommandResult signal(TargetName name, Signal signal, String why) {
        return known(name, supervised -> living(supervised, "can get a signal", life -> {
            stepper.step(supervised, (state, at) -> state.onSignal(at, signal, why));
            return sent(signal, supervised, life);
        }));
    }

    /** Ends the process of an attached target. Another program started that process, and is expected to start it again. */
    CommandResult terminate(TargetName name, String why) {
        return unlessEnding(name, supervised -> terminate(supervised, why));
    }

    private CommandResult terminate(SupervisedTarget supervised, String why) {
        if (supervised.spec.attach().isEmpty()) {
            return CommandResult.of(CommandResult.Outcome.REFUSED, supervised.name()
                    + " is started by this runner: `restart " + supervised.name() + "` launches it anew, `stop "
                    + supervised.name() + "` ends it");
        }
        return living(supervised, "can be terminated", life -> {
            stepper.step(supervised, (state, at) -> state.onTerminate(at, why));
            return "terminating " + supervised.name() + life.main().map(main -> ", process " + main.pid()).orElse("")
                    + ": " + supervised.spec.stopping().signal().name()
                    + ", and KILL after the grace period; whoever started "
                    + "it starts it again";
        });
    }

    private static CommandResult living(SupervisedTarget supervised, String what, Function<Life, String> done) {
        return supervised.state instanceof Living living
                ? CommandResult.of(CommandResult.Outcome.DONE, done.apply(living.current()))
                : CommandResult.of(CommandResult.Outcome.REFUSED, supervised.name() + " is "
                        + supervised.state.phase() + "; only a target with a process " + what);
    }

    private static String sent(Signal signal, SupervisedTarget supervised, Life life) {
        return "sent " + signal.name() + " to " + supervised.name()
                + life.main().map(main -> ", process " + main.pid()).orElse("");
    }

    CommandResult acknowledge(TargetName name) {
        return known(name, this::acknowledge);
    }

    private CommandResult acknowledge(SupervisedTarget supervised) {
        if (supervised.state.phase() != Phase.FATAL) {
            return CommandResult.of(CommandResult.Outcome.REFUSED,
                    supervised.name() + " is " + supervised.state.phase() + "; only what is FATAL can be acknowledged");
        }
        if (supervised.acknowledged) {
            return CommandResult.of(CommandResult.Outcome.ALREADY, supervised.name() + " is acknowledged already");
        }
        stepper.acknowledge(supervised);
        return CommandResult.of(CommandResult.Outcome.DONE, supervised.name()
                + " is acknowledged: it stays FATAL and its health down, but counts as trouble no more until it is "
                + "started again");
    }

    void rewriteState() {
        targets.all().forEach(stepper::keepAnew);
    }

    /** Passes a signal on to the main process of every target that lives or is being launched. */
    void passOn(Signal signal) {
        for (SupervisedTarget supervised : targets.all()) {
            if (supervised.isUp()) {
                supervised.signalsToCome.add(signal);
                stepper.passOn(supervised);
            }
        }
    }
}
