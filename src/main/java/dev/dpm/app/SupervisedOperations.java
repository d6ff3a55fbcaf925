package dev.dpm.app;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.dpm.config.Instances;
import dev.dpm.config.Instances.Scale;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Receiver;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.Settings;
import dev.dpm.config.StartRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.config.yaml.GivenFiles;
import dev.dpm.config.yaml.SpecLoader;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;
import dev.dpm.event.Component;
import dev.dpm.incident.Incident;
import dev.dpm.incident.store.IncidentRecorder;
import dev.dpm.notice.send.Notices;
import dev.dpm.notice.send.ReceiverTest;
import dev.dpm.notice.send.Tried;
import dev.dpm.pattern.Pattern;
import dev.dpm.pattern.Patterns;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.supervision.Snapshot;
import dev.dpm.supervision.Supervisor;
import dev.dpm.supervision.TargetSnapshot;
import dev.dpm.view.EventQuery;
import dev.dpm.view.EventView;
import dev.dpm.view.IncidentView;
import dev.dpm.view.LatestView;
import dev.dpm.view.MachineView;
import dev.dpm.view.Operations;
import dev.dpm.view.OutputPage;
import dev.dpm.view.OutputQuery;
import dev.dpm.view.ProcessView;
import dev.dpm.view.ReceiverTestView;
import dev.dpm.view.RunnerDetails;
import dev.dpm.view.RunnerView;
import dev.dpm.view.StatusView;
import dev.dpm.view.TargetView;
import dev.dpm.view.TargetViews;
import dev.dpm.view.UnclaimedView;
import dev.dpm.view.UsageRange;
import dev.dpm.view.UsageSeries;

/** Performs operations on the supervision that runs in this JVM. */
final class SupervisedOperations implements Operations {

    /**
     * How long a command waits for a loop that does not turn at all; normally the command is carried out within
     * milliseconds.
     */
    private static final long PATIENCE_SECONDS = 10;

    private final Supervisor supervisor;
    private final RunnerFacts facts;
    private final AtomicReference<RunnerSpec> spec;
    private final Consumer<RunnerSpec> changed;
    private final DetailReader looks;
    private final UsageReader usage;
    private final ProcessReader processes;
    private final Permissions permissions;
    private final ConfigFiles files;
    private final IncidentRecorder incidents;
    private final Notices notices;
    private volatile Supplier<Runnable> reloading = () -> () -> {
    };

    /**
     * Makes the operations.
     *
     * @param changed receives the runner's new settings when a reload changes them
     */
    SupervisedOperations(Supervisor supervisor, RunnerFacts facts, RunnerSpec spec, DetailReader looks,
            UsageReader usage,
            ProcessReader processes, Permissions permissions, ConfigFiles files, IncidentRecorder incidents,
            Notices notices, Consumer<RunnerSpec> changed) {
        this.supervisor = supervisor;
        this.facts = facts;
        this.spec = new AtomicReference<>(spec);
        this.changed = changed;
        this.looks = looks;
        this.usage = usage;
        this.processes = processes;
        this.permissions = permissions;
        this.files = files;
        this.incidents = incidents;
        this.notices = notices;
    }

    @Override
    public StatusView status() {
        Snapshot snapshot = supervisor.snapshot();
        Map<String, Incident.Summary> newest = incidents.newest();
        return new StatusView(runnerView(), snapshot.targets().stream()
                .map(target -> view(target, Optional.ofNullable(newest.get(target.spec().name().value())))).toList());
    }

    private TargetView view(TargetSnapshot target) {
        return view(target, incidents.last(target.spec().name().value()));
    }

    private TargetView view(TargetSnapshot target, Optional<Incident.Summary> incident) {
        TargetView view = TargetViews.of(target, facts.now(), facts.wallNow());
        return incident.map(one -> view.with(view.story().with(Optional.of(new IncidentView(one.id(), one.at(),
                one.cause().key(), one.certainty().name(), one.sentence(), one.done()))))).orElse(view);
    }

    @Override
    public List<Incident.Summary> incidents(Optional<String> target, int limit) {
        return incidents.list().stream()
                .filter(one -> target.isEmpty() || target.get().equals(one.target())).limit(limit).toList();
    }

    @Override
    public Optional<Incident> incident(String word) {
        Optional<Incident.Summary> newest = word.equals("last")
                ? incidents.list().stream().findFirst()
                : incidents.last(word);
        return incidents.find(word).or(() -> newest.flatMap(one -> incidents.find(one.id())));
    }

    @Override
    public List<Pattern> patterns(String target, ZoneId zone) {
        return Patterns.of(incidents.traces(target), facts.wallNow(), zone);
    }

    private Optional<TargetSnapshot> known(String name) {
        return TargetName.isValid(name) ? supervisor.snapshot().target(new TargetName(name)) : Optional.empty();
    }

    private RunnerView runnerView() {
        return facts.view(supervisor.sinceHeartbeat(), supervisor.snapshot().faults(),
                processes.unclaimed());
    }

    @Override
    public Optional<TargetView> target(String name) {
        return known(name).map(this::view);
    }

    @Override
    public CommandResult start(StartRequest request) {
        return ofAnotherRunner(request).orElseGet(() -> startAccepted(request));
    }

    /** Checks the runner options of a request with only a NAME, or without targets: they must match this runner's. */
    private Optional<CommandResult> ofAnotherRunner(StartRequest request) {
        boolean asksOnlyRunner = !request.flags().isEmpty() && (request.isNameAlone() || request.isBare());
        return asksOnlyRunner
                ? refusal(new SpecLoader().load(request).withoutTargets(), option -> false)
                : Optional.empty();
    }

    private CommandResult startAccepted(StartRequest request) {
        if (request.isNameAlone()) {
            return start(request.name().orElseThrow());
        }
        if (request.isBare()) {
            CommandResult resumed = reply(supervisor.resume("resumed by command"));
            if (resumed.outcome() != Outcome.UNKNOWN) {
                return resumed;
            }
        }
        return startResolved(request, new SpecLoader(Instances.ordered(specs())).load(request));
    }

    /** Starts the targets of a request that has been resolved already. */
    CommandResult startResolved(StartRequest request, Resolution resolution) {
        return refusal(resolution, option -> false).orElseGet(() -> {
            CommandResult reply = reply(supervisor.start(resolution.targets(), "started by command"));
            if (reply.outcome() == Outcome.DONE || reply.outcome() == Outcome.ALREADY) {
                files.given(request, reply.outcome() == Outcome.DONE, supervisor.snapshot().targets())
                        .ifPresent(why -> supervisor.fault(Component.REQUESTS, Optional.of(why)));
            }
            return reply;
        });
    }

    /**
     * The refusal of a request; empty: the request is sound.
     *
     * @param mayDiffer options of the runner that may differ from the values in force
     */
    private Optional<CommandResult> refusal(Resolution resolution, Predicate<Option<?>> mayDiffer) {
        if (!resolution.faults().isEmpty()) {
            return Optional.of(CommandResult.of(Outcome.INVALID, lines(resolution.faults())));
        }
        if (!resolution.missing().isEmpty()) {
            return Optional.of(CommandResult.of(Outcome.REFUSED, String.join("\n", resolution.missing())));
        }
        if (!spec.get().receivers().containsAll(resolution.runner().receivers()) && !mayDiffer.test(Options.CONFIG)) {
            return Optional
                    .of(CommandResult.of(Outcome.REFUSED,
                            "the runner has other receivers of notices than notify: names, "
                                    + "nothing was changed (write them into a file that it has, and reload)"));
        }
        String differences = resolution.runner().settings().all().entrySet().stream().filter(this::differs)
                .filter(entry -> !mayDiffer.test(entry.getKey()))
                .map(entry -> entry.getKey().name() + " is "
                        + spec.get().settings().text(entry.getKey()).orElse("the default")
                        + ", asked for " + entry.getValue().text())
                .collect(Collectors.joining("; "));
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(CommandResult.of(Outcome.REFUSED,
                        "the runner has other options, nothing was changed: " + differences + " (stop it first)"));
    }

    private boolean differs(Map.Entry<Option<?>, Settings.Setting> asked) {
        boolean wasAsked = asked.getValue().origin().source() != Settings.Source.ENVIRONMENT;
        boolean isFile = asked.getKey() == Options.CONFIG;
        return wasAsked && !isFile && !Objects.equals(spec.get().settings().find(asked.getKey()),
                Optional.of(asked.getValue().value()));
    }

    private static String lines(List<?> sentences) {
        return sentences.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public Startup startup(String name, long incarnation) {
        return target(name)
                .map(target -> StartupText.of(target, incarnation, byDefault(name), () -> outputTail(name, 10),
                        () -> looks.cameUp(name, incarnation)))
                .orElseGet(() -> new Startup(Stage.FAILED, name + " is no longer known"));
    }

    private List<String> byDefault(String name) {
        return supervisor.snapshot().target(new TargetName(name)).stream()
                .flatMap(target -> target.spec().defaultThresholds().stream()).map(Option::flag).toList();
    }

    @Override
    public CommandResult start(String name) {
        return named(name, target -> supervisor.start(target, "started by command"));
    }

    @Override
    public CommandResult stop(String name) {
        return named(name, target -> supervisor.stop(target, "stopped by command"));
    }

    @Override
    public CommandResult stopUnclaimed() {
        List<UnclaimedView> found = processes.unclaimed();
        if (found.isEmpty()) {
            return CommandResult.of(Outcome.ALREADY, "there is no process that nobody claims");
        }
        supervisor.stopUnclaimed();
        return CommandResult.of(Outcome.DONE, "stopping " + UnclaimedView.count(found));
    }

    @Override
    public CommandResult shutdown(boolean keepTargets) {
        return reply(supervisor.shutDown(keepTargets, "the runner was told to stop"));
    }

    @Override
    public CommandResult restart(String name) {
        return named(name, target -> supervisor.restart(target, "restarted by command"));
    }

    @Override
    public CommandResult remove(String name) {
        CommandResult reply = named(name, supervisor::remove);
        if (reply.outcome() == Outcome.DONE) {
            usage.forget(new TargetName(name));
            notices.forgotten(name);
            files.removed(supervisor.snapshot().targets())
                    .ifPresent(why -> supervisor.fault(Component.REQUESTS, Optional.of(why)));
        }
        return reply;
    }

    /** Sets the receiver of each reload's beginning. The receiver returns the action that reports the reload's end. */
    void onReload(Supplier<Runnable> told) {
        this.reloading = told;
    }

    @Override
    public CommandResult reload(boolean isRolling) {
        Runnable over = reloading.get();
        try {
            return reloaded(isRolling);
        } finally {
            over.run();
        }
    }

    private CommandResult reloaded(boolean isRolling) {
        GivenFiles given = files.inForce(supervisor.snapshot().targets());
        if (given.isEmpty()) {
            return CommandResult.of(Outcome.REFUSED,
                    "there is no configuration file to reread; start with --config FILE to have one");
        }
        Map<String, Scale> scales = Instances.ordered(specs());
        Resolution resolution = given.resolve(scales);
        if (!resolution.faults().isEmpty()) {
            return CommandResult.of(Outcome.INVALID, lines(resolution.faults()) + "\nnothing was changed");
        }
        return refusal(resolution, option -> RunnerSpec.isReloaded(option) || option == Options.CONFIG)
                .orElseGet(() -> {
                    CommandResult targets = reply(isRolling
                            ? supervisor.reloadByTurns(given.paths(), resolution.targets())
                            : supervisor.reload(given.paths(), resolution.targets()));
                    return targets.outcome() == Outcome.DONE
                            ? targets.saying(overruled(scales, resolution.targets())
                                    + String.join("", changesOfRunner(resolution.runner())))
                            : targets;
                });
    }

    private List<TargetSpec> specs() {
        return supervisor.snapshot().targets().stream().map(TargetSnapshot::spec).toList();
    }

    /**
     * Lines about ordered numbers of instances that no longer hold, because the number in the file has changed since
     * the order.
     */
    private static String overruled(Map<String, Scale> scales, List<TargetSpec> read) {
        Map<String, String> lines = new TreeMap<>();
        for (TargetSpec spec : read) {
            int count = spec.settings().find(Options.INSTANCES).orElse(0);
            spec.instanceOf().filter(family -> scales.containsKey(family) && scales.get(family).written() != count)
                    .ifPresent(family -> lines.put(family, "\n" + family + " has " + count
                            + " instances, as the file says now; that goes over the " + scales.get(family).ordered()
                            + " that were ordered by scale"));
        }
        return String.join("", lines.values());
    }

    @Override
    public CommandResult scale(String name, int count) {
        if (count == 0) {
            return CommandResult.of(Outcome.INVALID,
                    "the number of instances is missing; allowed: 1 to " + Instances.MOST);
        }
        List<TargetSpec> family = specs().stream().filter(spec -> spec.instanceOf().equals(Optional.of(name))).toList();
        if (family.isEmpty()) {
            return target(name).isEmpty()
                    ? CommandResult.of(Outcome.UNKNOWN, "no target is called " + name)
                    : CommandResult.of(Outcome.INVALID, name + " has no instances; write instances: " + count
                            + " for it into its file, and reload");
        }
        if (family.stream().allMatch(spec -> spec.source().isEmpty())) {
            return count > family.size()
                    ? CommandResult.of(Outcome.REFUSED, name + " was started on a command line, where its further "
                            + "instances are not known: `start --name " + name + " --instances " + count
                            + "` with its command starts them")
                    : reply(supervisor.scale(name, count, List.of()));
        }
        Map<String, Scale> scales = new TreeMap<>(Instances.ordered(specs()));
        scales.put(name, new Scale(0, count));
        Resolution resolution = files.inForce(supervisor.snapshot().targets()).resolve(scales);
        boolean isNamed = resolution.targets().stream().anyMatch(spec -> spec.instanceOf().equals(Optional.of(name)));
        if (resolution.faults().isEmpty() && resolution.missing().isEmpty() && !isNamed) {
            return CommandResult.of(Outcome.REFUSED,
                    name + " has no instances in its file any more: `reload` applies that");
        }
        return refusal(resolution, option -> RunnerSpec.isReloaded(option) || option == Options.CONFIG)
                .orElseGet(() -> reply(supervisor.scale(name, count, resolution.targets())));
    }

    /** Applies a reload's changes of the runner's own settings, and describes them, a line each. */
    private List<String> changesOfRunner(RunnerSpec reread) {
        RunnerSpec before = spec.get();
        RunnerSpec now = before.reloadedAs(reread);
        List<RunnerSpec.Reloaded> changes = before.changesTo(now);
        if (!changes.isEmpty()) {
            spec.set(now);
            changed.accept(now);
        }
        return changes.stream().map(change -> "\n" + change.sentence()).toList();
    }

    @Override
    public CommandResult change(String name, Map<String, String> settings, String by) {
        return named(name, target -> supervisor.change(target, settings, by));
    }

    @Override
    public CommandResult acknowledge(String name) {
        CommandResult reply = named(name, supervisor::acknowledge);
        if (reply.outcome() == Outcome.DONE) {
            notices.acknowledged(name);
        }
        return reply;
    }

    @Override
    public CommandResult reload(String name) {
        return named(name, target -> supervisor.reload(target, "reload by command"));
    }

    @Override
    public CommandResult signal(String name, String signal) {
        return Signal.parse(signal)
                .map(known -> named(name, target -> supervisor.signal(target, known, "by command")))
                .orElseGet(() -> CommandResult.of(Outcome.INVALID,
                        "'" + signal + "' is not a signal; allowed: " + Signal.ALLOWED));
    }

    @Override
    public CommandResult terminate(String name) {
        return named(name, target -> supervisor.terminate(target, "by command"));
    }

    @Override
    public CommandResult testReceivers(String name) {
        List<Receiver> receivers = spec.get().receivers().stream()
                .filter(one -> name.isEmpty() || one.name().equals(name)).toList();
        if (spec.get().receivers().isEmpty()) {
            return CommandResult.of(Outcome.REFUSED,
                    "the runner has no receivers of notices: name them under notify: in its "
                            + "configuration file, and reload");
        }
        if (receivers.isEmpty()) {
            return CommandResult.of(Outcome.UNKNOWN, "no receiver is called " + name + "; there are "
                    + spec.get().receivers().stream().map(Receiver::name).collect(Collectors.joining(", ")));
        }
        return notices.test(receivers)
                ? CommandResult.of(Outcome.DONE, "trying out " + receivers.size()
                        + (receivers.size() == 1 ? " receiver" : " receivers"))
                : CommandResult.of(Outcome.REFUSED, "another test of receivers is not over yet");
    }

    @Override
    public ReceiverTestView receiverTest() {
        ReceiverTest test = notices.lastTest();
        List<Tried> back = test.back();
        return new ReceiverTestView(test.isDone(), back.stream().allMatch(Tried::isDelivered),
                back.stream().map(Tried::sentence).toList());
    }

    @Override
    public long turns() {
        return supervisor.turns();
    }

    @Override
    public MachineView machine() {
        return looks.machine();
    }

    @Override
    public RunnerDetails runner() {
        return looks.runner(runnerView(), facts, turns(), spec.get(), permissions.lines(supervisor.snapshot()));
    }

    @Override
    public Optional<UsageSeries> usage(String name, UsageRange range) {
        return known(name).map(target -> usage.of(target.spec().name(), range, facts.wallNow()));
    }

    @Override
    public UsageSeries recent(String name) {
        return known(name).map(target -> usage.recent(target.spec().name())).orElseGet(() -> new UsageSeries(
                facts.wallNow(), facts.wallNow(), UsageRange.QUARTER.step(), List.of(), List.of()));
    }

    @Override
    public List<ProcessView> processes(String name) {
        return known(name).map(processes::of).orElse(List.of());
    }

    @Override
    public List<EventView> events(EventQuery query) {
        return looks.events(query);
    }

    @Override
    public LatestView latest() {
        return looks.latest();
    }

    @Override
    public OutputPage output(String name, OutputQuery query) {
        return TargetName.isValid(name) ? looks.output(name, query) : OutputPage.none();
    }

    @Override
    public Object outputState(String name) {
        return TargetName.isValid(name) ? looks.outputState(name) : "";
    }

    @Override
    public void copyOutput(String name, OutputStream to) throws IOException {
        looks.copyOutput(name, to);
    }

    @Override
    public List<String> outputTail(String name, int lines) {
        return TargetName.isValid(name) ? looks.lastWords(name, lines) : List.of();
    }

    private CommandResult named(String name, Function<TargetName, CompletableFuture<CommandResult>> command) {
        if (!TargetName.isValid(name)) {
            return CommandResult.of(Outcome.UNKNOWN, "no target is called " + name);
        }
        return reply(command.apply(new TargetName(name)));
    }

    private CommandResult reply(CompletableFuture<CommandResult> pending) {
        try {
            return awaited(pending);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandResult.of(Outcome.REFUSED, "the runner is ending");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Supervisor.Over) {
                return CommandResult.of(Outcome.REFUSED, "the runner is ending");
            }
            throw new IllegalStateException("the command failed in the loop", e.getCause());
        } catch (TimeoutException e) {
            return CommandResult.of(Outcome.REFUSED,
                    "the supervision did not take the command within " + PATIENCE_SECONDS + " s");
        }
    }

    /** Waits for a command's answer for as long as the loop makes progress, however long that takes. */
    private CommandResult awaited(CompletableFuture<CommandResult> pending)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            long before = supervisor.moves();
            try {
                return pending.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                if (supervisor.moves() == before) {
                    throw e;
                }
            }
        }
    }
}
