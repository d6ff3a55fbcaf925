package dev.dpm.app;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.config.ChangeRequest;
import dev.dpm.config.Instances;
import dev.dpm.config.Option;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.StartRequest;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.config.value.Dependencies.DependencyGraph;
import dev.dpm.config.yaml.SpecLoader;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;
import dev.dpm.event.Component;
import dev.dpm.incident.Incident;
import dev.dpm.incident.store.IncidentRecorder;
import dev.dpm.notice.send.Notices;
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

final class SupervisedOperations implements Operations {

    private static final int LAST_WORDS = 10;

    private final Supervisor supervisor;
    private final RunnerFacts facts;
    private final SettingsInForce settings;
    private final CommandReplies replies;
    private final FileCommands fileCommands;
    private final ReceiverTrials trials;
    private final DetailReader looks;
    private final OutputMarks marks;
    private final UsageReader usage;
    private final ProcessReader processes;
    private final Permissions permissions;
    private final ConfigFiles files;
    private final IncidentRecorder incidents;
    private final Notices notices;
    private volatile Supplier<Runnable> reloading = () -> () -> {
    };

    SupervisedOperations(Supervisor supervisor, RunnerFacts facts, RunnerSpec spec, DetailReader looks,
            UsageReader usage,
            ProcessReader processes, Permissions permissions, ConfigFiles files, IncidentRecorder incidents,
            Notices notices, Consumer<RunnerSpec> changed) {
        this.supervisor = supervisor;
        this.facts = facts;
        this.settings = new SettingsInForce(spec, changed);
        this.replies = new CommandReplies(supervisor);
        this.marks = new OutputMarks(looks);
        this.fileCommands = new FileCommands(supervisor, files, settings, replies, marks);
        this.trials = new ReceiverTrials(notices, settings);
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
    public List<String> unwrittenIncidents() {
        return incidents.unwritten();
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
    public int size() {
        return supervisor.snapshot().targets().size();
    }

    @Override
    public List<String> faults() {
        return runnerView().faults();
    }

    @Override
    public Optional<TargetView> target(String name) {
        return known(name).map(this::view);
    }

    @Override
    public CommandResult start(StartRequest request) {
        return ofAnotherRunner(request).orElseGet(() -> startAccepted(request));
    }

    /** The refusal of a request without a file or command whose options differ from those of this runner; empty: no refusal. */
    private Optional<CommandResult> ofAnotherRunner(StartRequest request) {
        boolean asksOnlyRunner = !request.flags().isEmpty() && (request.isNameAlone() || request.isBare());
        return asksOnlyRunner
                ? settings.refusal(new SpecLoader().load(request).withoutTargets(), option -> false)
                : Optional.empty();
    }

    private CommandResult startAccepted(StartRequest request) {
        if (request.isNameAlone()) {
            return start(request.name().orElseThrow());
        }
        if (request.isBare()) {
            CommandResult resumed = replies.to(supervisor.resume("resumed by command"));
            if (resumed.outcome() != Outcome.UNKNOWN) {
                return resumed;
            }
        }
        return startResolved(request, new SpecLoader(Instances.ordered(fileCommands.specs())).load(request));
    }

    /** @param resolution the settings of the targets in the request */
    CommandResult startResolved(StartRequest request, Resolution resolution) {
        return fileCommands.start(request, resolution);
    }

    @Override
    public Startup startup(String name, long incarnation) {
        return target(name)
                .map(target -> StartupText.of(target, incarnation, byDefault(name), past(name)))
                .orElseGet(() -> new Startup(Stage.FAILED, name + " is no longer known"));
    }

    private StartupText.Past past(String name) {
        return new StartupText.Past() {
            @Override
            public boolean cameUp(long incarnation) {
                return looks.cameUp(name, incarnation);
            }

            @Override
            public boolean endedByOrder(long incarnation) {
                return looks.endedByOrder(name, incarnation);
            }

            @Override
            public List<String> lastWords(long incarnation) {
                return marks.lastWords(name, incarnation, LAST_WORDS);
            }
        };
    }

    private List<String> byDefault(String name) {
        return supervisor.snapshot().target(new TargetName(name)).stream()
                .flatMap(target -> target.spec().defaultThresholds().stream()).map(Option::flag).toList();
    }

    @Override
    public CommandResult start(String name) {
        return marks.noting(startable(name),
                () -> named(name, target -> supervisor.start(target, "started by command")));
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
        return replies.to(supervisor.shutDown(keepTargets, "the runner was told to stop"));
    }

    @Override
    public CommandResult restart(String name) {
        return marks.noting(startable(name),
                () -> named(name, target -> supervisor.restart(target, "restarted by command")));
    }

    /** The target and its dependencies, since a start of the target may start them too. */
    private List<String> startable(String name) {
        return known(name).map(target -> Stream.concat(Stream.of(name),
                graph().allNeeds(target.spec().name()).stream().map(TargetName::value)).toList()).orElse(List.of());
    }

    private DependencyGraph graph() {
        return DependencyGraph.of(supervisor.snapshot().targets().stream()
                .collect(Collectors.toMap(target -> target.spec().name(), target -> target.spec().dependencies())));
    }

    @Override
    public CommandResult remove(String name) {
        CommandResult reply = named(name, supervisor::remove);
        if (reply.outcome() == Outcome.DONE) {
            usage.forget(new TargetName(name));
            notices.forgotten(name);
            marks.forget(name);
            files.removed(supervisor.snapshot().targets())
                    .ifPresent(why -> supervisor.fault(Component.REQUESTS, Optional.of(why)));
        }
        return reply;
    }

    /** Sets the action at the beginning of each reload. The action returns another one for the end of the reload. */
    void onReload(Supplier<Runnable> told) {
        this.reloading = told;
    }

    @Override
    public CommandResult reload(boolean isRolling) {
        Runnable over = reloading.get();
        try {
            return fileCommands.reload(isRolling);
        } finally {
            over.run();
        }
    }

    @Override
    public CommandResult scale(String name, int count) {
        return fileCommands.scale(name, count);
    }

    @Override
    public CommandResult change(String name, ChangeRequest asked) {
        return named(name, target -> supervisor.change(target, asked));
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
        return trials.begin(name);
    }

    @Override
    public ReceiverTestView receiverTest() {
        return trials.newest();
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
        return looks.runner(runnerView(), facts, turns(), settings.spec(), permissions.lines(supervisor.snapshot()));
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
        return replies.to(command.apply(new TargetName(name)));
    }
}
