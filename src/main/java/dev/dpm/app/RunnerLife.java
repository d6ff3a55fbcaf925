package dev.dpm.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.TerminalFilter;
import dev.dpm.config.Options;
import dev.dpm.config.ProgramName;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.RunnerSpec.ConsoleMode;
import dev.dpm.config.StartRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.daemon.ArchiveTraining;
import dev.dpm.daemon.DaemonLock;
import dev.dpm.daemon.FormerFlags;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.LivingRunners;
import dev.dpm.daemon.ProcFs;
import dev.dpm.daemon.Program;
import dev.dpm.daemon.RestartPlan;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.daemon.Token;
import dev.dpm.event.CommandResult;
import dev.dpm.event.Component;
import dev.dpm.event.RunnerEvent;
import dev.dpm.history.EventJournal;
import dev.dpm.history.RequestStore;
import dev.dpm.history.StateStore;
import dev.dpm.history.TargetRecord;
import dev.dpm.history.UsageHistory;
import dev.dpm.incident.store.IncidentRecorder;
import dev.dpm.log.RunnerLog;
import dev.dpm.notice.send.Notices;
import dev.dpm.process.NativePaths;
import dev.dpm.process.NativeText;
import dev.dpm.process.OwnThread;
import dev.dpm.process.TargetName;
import dev.dpm.process.cgroup.CgroupLeftovers;
import dev.dpm.process.local.ControllingTerminal;
import dev.dpm.process.local.FilePages;
import dev.dpm.supervision.Supervisor;
import dev.dpm.supervision.Supervisor.EndRules;

/**
 * The life of the runner from the lock of its home folder to its exit code. Signal handlers are installed before the first
 * launch of a target. The launch precedes slow work such as the start of the web server.
 */
final class RunnerLife {

    private static final int PATIENCE_SECONDS = 10;
    /** The number of newest events of a dead runner that are searched for incidents that the runner did not write. */
    private static final int LAST_EVENTS = 500;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    /**
     * How often the runner returns free memory to the system. The first time is 25 s after the runner's start: a first time
     * after 5 s returned 40 % less memory (measured).
     */
    private static final Duration GIVE_BACK = Duration.ofMinutes(10);
    private static final Duration AFTER_START = Duration.ofSeconds(25);
    private static final Duration SWEEP = Duration.ofHours(1);
    private static final Duration FIRST_SWEEP = Duration.ofMinutes(3);

    private final Program program;
    private final RuntimeDirectory home;
    private final Resolution resolution;
    private final StartRequest request;
    private final boolean daemon;
    private final Optional<String> homeless;
    private final Optional<DaemonLock> lock;
    private final RunnerFacts facts;
    private final Assembly assembly;
    private final Permissions permissions;
    private final AtomicReference<RunnerSpec> specNow;

    /**
     * @param asked the requested home folder
     * @param daemon false: {@code run} in the foreground
     * @param homeless why the home folder cannot be written; empty: it can be written
     * @param lock the lock of the home folder; empty: the folder cannot be written
     */
    RunnerLife(Program program, RuntimeDirectory asked, Resolution resolution, StartRequest request, boolean daemon,
            Optional<String> homeless, Optional<DaemonLock> lock) {
        this.program = program;
        this.home = homeless.isPresent() ? RuntimeDirectory.nowhere() : asked;
        this.resolution = resolution;
        this.request = request;
        this.daemon = daemon;
        this.homeless = homeless;
        this.lock = lock;
        this.facts = new RunnerFacts(program.version(), home);
        this.assembly = new Assembly(asked, resolution.runner(), facts);
        this.permissions = new Permissions(homeless);
        this.specNow = new AtomicReference<>(resolution.runner());
    }

    /**
     * Runs the runner until its end.
     *
     * @return the exit code of the runner
     */
    int live() throws IOException, HomeFault {
        Clock clock = Clock.systemUTC();
        RunnerSpec spec = resolution.runner();
        FormerRunnerTraces signs = FormerRunnerTraces.of(home);
        Optional<StateStore> store = homeless.isPresent()
                ? Optional.empty()
                : Optional.of(new StateStore(home.targetStates(), clock));
        Optional<RequestStore> requests = homeless.isPresent()
                ? Optional.empty()
                : Optional.of(new RequestStore(home.requests(), clock));
        requests.ifPresent(RequestStore::refuseNewer);
        StateStore.Loaded loaded = store.isPresent()
                ? store.get().load()
                : new StateStore.Loaded(List.of(), List.of());
        PreviousRunner remembered = new PreviousRunner(loaded.records(), request);
        Optional<Integer> early = refuseEarly(spec, remembered);
        if (early.isPresent()) {
            return early.get();
        }
        CompletableFuture<Optional<String>> subreaper = subreaper();
        RunnerRecord record = new RunnerRecord(program, home, homeless.isPresent());
        if (daemon) {
            record.announce();
        }
        try (EventJournal journal = homeless.isPresent()
                ? EventJournal.inMemory(clock)
                : new EventJournal(home.state(), clock); RunnerLog log = log(spec, clock)) {
            AtomicReference<Consumer<String>> damage = new AtomicReference<>(sentence -> {
            });
            UsageHistory history = new UsageHistory(
                    homeless.isPresent() ? Optional.empty() : Optional.of(home.history()),
                    clock, sentence -> damage.get().accept(sentence));
            IncidentParts incidentParts = new IncidentParts(home, assembly, history);
            IncidentRecorder incidents = incidentParts.recorder(homeless.isEmpty(), specNow::get, clock);
            Supervisor supervisor = new Supervisor(
                    assembly.ports(home, journal, store, log, history, permissions, incidents),
                    new EndRules(!daemon && !spec.remainsAfterExit()));
            Notices notices = NoticeParts.notices(home, homeless.isEmpty(), supervisor, facts, clock);
            incidents.tell(notices);
            permissions.tell(supervisor::note);
            incidentParts.tell(supervisor);
            damage.set(sentence -> supervisor.note(new RunnerEvent.RunnerNoted(Component.HISTORY, sentence)));
            supervisor.note(new RunnerEvent.RunnerStarted(program.version(), ProcessHandle.current().pid()));
            ConfigFiles files = new ConfigFiles(request, resolution.runner().configFile(), requests);
            journal.lost().filter(lost -> !daemon || !signs.comesBack(lost)).map(lost -> signs.lost(lost,
                    loaded.records(), ProcFs.system().bootId(), clock.instant())).ifPresent(supervisor::note);
            if (journal.lost().isPresent()) {
                incidents.retell(() -> journal.former(LAST_EVENTS), loaded.records().stream()
                        .collect(Collectors.toMap(one -> one.spec().name(), TargetRecord::spec)));
            }
            if (daemon) {
                cameBack(supervisor);
            }
            findings(supervisor, Stream.concat(loaded.findings().stream(), files.findings().stream()), journal);
            subreaperBeforeAnyLaunch(subreaper, supervisor);
            return supervise(supervisor, remembered, files, journal, log, record, history, incidents, notices);
        }
    }

    /**
     * If this daemon replaces one that died, records why that one died. Stores this daemon's flags for the daemon that may
     * replace it.
     */
    private void cameBack(Supervisor supervisor) throws HomeFault {
        Optional<RestartPlan> pending = RestartPlan.pending(home);
        if (pending.isPresent()) {
            pending.get().settled().write(home);
            supervisor.note(new RunnerEvent.RunnerCameBack(pending.get().cause().words(), pending.get().pid(),
                    pending.get().deaths().size()));
        }
        rememberFlags(supervisor);
    }

    private void rememberFlags(Supervisor supervisor) {
        try {
            FormerFlags.of(request).write(home);
        } catch (IOException e) {
            supervisor.note(
                    new RunnerEvent.RunnerNoted(Component.STATE, "the runner's own flags cannot be written down (" + e
                            + "): after a crash it has others"));
        }
    }

    /**
     * Makes the runner a subreaper (prctl(2)). This happens on another thread, since the first native call takes Java a tenth
     * of a second.
     */
    private CompletableFuture<Optional<String>> subreaper() {
        return CompletableFuture.supplyAsync(assembly::becomeSubreaper, task -> {
            if (OwnThread.begin(new Thread(task, "dpm-subreaper")).isPresent()) {
                task.run();
            }
        });
    }

    /**
     * Waits until the runner is a subreaper, at most 10 s. Before that, the runner could lose a program that forks twice and
     * changes its environment.
     */
    private static void subreaperBeforeAnyLaunch(CompletableFuture<Optional<String>> become, Supervisor supervisor) {
        try {
            become.get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .ifPresent(why -> supervisor.fault(Component.SUBREAPER, Optional.of(why)));
        } catch (ExecutionException | TimeoutException e) {
            supervisor.fault(Component.SUBREAPER, Optional.of(
                    "the runner has not become a subreaper, so orphans of targets may outlive a stop: " + e));
            var unused = become.thenAccept(refusal -> supervisor.fault(Component.SUBREAPER, refusal));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CommandResult withLostRecords(CommandResult reply, List<String> faults) {
        Stream<String> lost = faults.stream().filter(fault -> fault.startsWith(Component.RECORDS_OF.word() + " "));
        return new CommandResult(reply.outcome(), Stream.concat(Stream.of(reply.sentence()),
                lost.map(fault -> "WARNING " + fault)).collect(Collectors.joining("\n")), reply.started());
    }

    /**
     * Refuses to run if there is no target to start, or if another process uses a requested port.
     * @return the exit code; empty: the runner may start
     */
    private Optional<Integer> refuseEarly(RunnerSpec spec, PreviousRunner remembered) {
        if (remembered.lacks(resolution)) {
            remembered.complaint(resolution)
                    .forEach(sentence -> System.err.println(ProgramName.get() + ": " + NativeText.visible(sentence)));
            return Optional.of(request.isNameAlone() ? ExitCodes.USAGE : ExitCodes.FAILED);
        }
        List<String> taken = remembered.mayLive() || spec.console(!daemon) == ConsoleMode.OFF
                ? List.of()
                : Addresses.taken(spec);
        taken.forEach(sentence -> System.err.println(ProgramName.get() + ": " + NativeText.visible(sentence)));
        return taken.isEmpty() ? Optional.empty() : Optional.of(ExitCodes.FAILED);
    }

    private RunnerLog log(RunnerSpec spec, Clock clock) {
        return daemon
                ? RunnerLog.toFile(home.runnerLog(), spec, clock)
                : RunnerLog.toStream("stderr", shown(FileDescriptor.err, STDERR), spec, clock);
    }

    /** A stream to the runner's stdout or stderr. On a terminal, control sequences that programs wrote are removed. */
    private static OutputStream shown(FileDescriptor descriptor, int number) {
        OutputStream out = new FileOutputStream(descriptor);
        return ControllingTerminal.isTerminal(number) ? new TerminalFilter(out) : out;
    }

    private void findings(Supervisor supervisor, Stream<String> ofState, EventJournal journal) {
        ofState.forEach(finding -> supervisor.note(new RunnerEvent.RunnerNoted(Component.STATE, finding)));
        journal.findings().forEach(finding -> supervisor.note(new RunnerEvent.RunnerNoted(Component.JOURNAL, finding)));
        resolution.warnings()
                .forEach(warning -> supervisor.note(new RunnerEvent.RunnerNoted(Component.CONFIGURATION, warning)));
        homeless.ifPresent(reason -> supervisor.fault(Component.HOME, Optional.of(
                reason + "; the state stays in memory, output goes to no file, and the console opens only to a token given "
                        + "in DPM_TOKEN or --token_file")));
    }

    private int supervise(Supervisor supervisor, PreviousRunner remembered, ConfigFiles files, EventJournal journal,
            RunnerLog log, RunnerRecord record, UsageHistory history, IncidentRecorder incidents, Notices notices)
            throws IOException, HomeFault {
        // the token file is read here, since an unusable one must end the runner's start before any target runs
        Optional<Token> known = Token.known(System.getenv(), resolution.runner().tokenFile().map(NativePaths::of),
                home);
        OutputWatch output = new OutputWatch(home, resolution.runner(), supervisor,
                new OutputWriters(supervisor::snapshot, assembly::members));
        DetailReader looks = new DetailReader(home, journal);
        SupervisedOperations operations = new SupervisedOperations(supervisor, facts, resolution.runner(), looks,
                new UsageReader(history, looks), new ProcessReader(assembly, facts::now), permissions, files, incidents,
                notices, changed -> {
                    specNow.set(changed);
                    log.follow(changed);
                    output.limit(changed);
                    incidents.bounded();
                    notices.receivers(changed.receivers());
                });
        listen(supervisor);
        OutputEcho echo = echo(remembered, supervisor);
        if (!daemon) {
            // output is copied only in the foreground, since a daemon's stdout is a file already
            assembly.beforeEachLaunch(echo::expect);
        }
        assembly.tellRemarks(remark -> supervisor.note(new RunnerEvent.RunnerNoted(Component.LAUNCH, remark)));
        supervisor.begin();
        supervisor.restore(remembered.records(), remembered.resumes());
        CommandResult reply = withLostRecords(remembered.first(operations, supervisor, resolution),
                supervisor.snapshot().faults());
        notices.begin(specNow.get().receivers());
        log.attach();
        StandingThreads threads = new StandingThreads(supervisor::fault);
        Housekeeping house = new Housekeeping(threads);
        watch(output, house);
        if (specNow.get().followsConfig()) {
            follow(supervisor, files, operations, house);
        }
        CommandSocketKeeper door = new CommandSocketKeeper(home, operations, supervisor);
        if (homeless.isEmpty()) {
            door.open();
        }
        record.answered(reply).ifPresent(why -> supervisor.fault(Component.RECORD, Optional.of(why)));
        Token token = token(known, supervisor);
        new Shortages(supervisor, journal, log, record, files, incidents, notices,
                lock.map(held -> new HomeWatch(home, held, token, program,
                        supervisor, record, files, door, daemon)))
                .begin(house);
        threads.begin("rehearsal", new Rehearsal(facts::now, Assembly.bootId()));
        showWebPart(supervisor, operations, token, record, threads);
        UsageKeeper keeper = new UsageKeeper(history, supervisor, specNow::get,
                () -> housekeeping(journal, log, incidents));
        keeper.begin(house);
        OwnOutput.begin(home, supervisor, house);
        house.every(GIVE_BACK, AFTER_START,
                new PeriodicTask(Component.HOUSEKEEPING, FilePages::release, supervisor::fault));
        house.every(SWEEP, FIRST_SWEEP,
                new PeriodicTask(Component.HOUSEKEEPING, RunnerLife::sweepCgroups, supervisor::fault));
        house.begin();
        incidents.bounded();
        try (ServiceManager manager = new ServiceManager(daemon ? Map.of() : System.getenv(), supervisor);
                ArchiveKeeper archive = new ArchiveKeeper(new ArchiveTraining(program, home), home.path())) {
            if (daemon) {
                archive.begin();
            }
            operations.onReload(manager::reloading);
            manager.begin(threads);
            return untilEnded(supervisor, record, door, threads, house);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCodes.FAILED;
        } finally {
            keeper.flush();
            incidents.close();
            notices.close();
            echo.close();
            if (homeless.isEmpty()) {
                output.close();
            }
        }
    }

    private void showWebPart(Supervisor supervisor, SupervisedOperations operations, Token token, RunnerRecord record,
            StandingThreads threads) {
        ConsoleMode mode = resolution.runner().console(!daemon);
        facts.consoleIs(mode);
        if (mode == ConsoleMode.OFF) {
            record.withoutWebPart().ifPresent(why -> supervisor.fault(Component.RECORD, Optional.of(why)));
            return;
        }
        threads.begin("faces", new WebServerKeeper(resolution.runner(), mode, facts, supervisor, operations, token,
                instance(), record::reachable));
    }

    private OutputEcho echo(PreviousRunner remembered, Supervisor supervisor) {
        Set<String> names = Stream.concat(resolution.targets().stream().map(TargetSpec::name),
                remembered.records().stream().map(record -> record.spec().name())).map(TargetName::value)
                .collect(Collectors.toSet());
        boolean isPrefixed = resolution.runner().prefixes() && names.size() > 1;
        boolean isColoured = isPrefixed && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
                && ControllingTerminal.isTerminal(STDOUT);
        int widest = names.stream().mapToInt(String::length).max().orElse(0);
        return new OutputEcho(shown(FileDescriptor.out, STDOUT),
                isPrefixed ? Optional.of(new LinePrefix(Clock.systemUTC(), isColoured, widest)) : Optional.empty(),
                why -> supervisor.note(new RunnerEvent.RunnerNoted(Component.OUTPUT, why)));
    }

    /**
     * Installs the signal handlers. They precede the first launch, since a signal during the launch must not end the runner and
     * leave a target behind.
     */
    private void listen(Supervisor supervisor) throws IOException {
        Signals signals = new Signals(name -> supervisor.shutDown(false, "the runner got the signal " + name),
                supervisor::passOn, new Suspension(assembly, supervisor));
        if (daemon) {
            signals.installForDaemon();
            return;
        }
        if (resolution.targets().stream().anyMatch(target -> target.output().inheritsStdin())
                && ControllingTerminal.isOnStdin()) {
            Signals.ignoreHangup();
            assembly.giveTerminal();
        }
        RunnerSpec spec = resolution.runner();
        boolean hasWatchdog = ServiceManager.watchdog(System.getenv(), ProcessHandle.current().pid()).isPresent();
        signals.installForForeground(spec.stopOn(), hasTerminal() && !spec.isExplicit(Options.STOP_ON), hasWatchdog)
                .forEach(signal -> supervisor.note(new RunnerEvent.RunnerNoted(Component.SIGNALS, signal
                        + " ends the runner at once and leaves its targets behind: this JVM was started with a flag, "
                        + "such as -Xrs, that keeps the signal from it")));
    }

    private void watch(OutputWatch output, Housekeeping house) {
        if (homeless.isEmpty()) {
            facts.outputFrom(output::figures);
            output.begin(house);
        }
    }

    private static void follow(Supervisor supervisor, ConfigFiles files, SupervisedOperations operations,
            Housekeeping house) {
        FollowedFiles followed = new FollowedFiles(() -> files.inForce(supervisor.snapshot().targets()).paths(),
                () -> operations.reload(false),
                sentence -> supervisor.note(new RunnerEvent.RunnerNoted(Component.CONFIGURATION, sentence)));
        house.every(FollowedFiles.PERIOD, new PeriodicTask(Component.CONFIGURATION, followed::look, supervisor::fault));
    }

    private static boolean hasTerminal() {
        return ProcFs.system().hasTerminal(ProcessHandle.current().pid());
    }

    private Token token(Optional<Token> known, Supervisor supervisor) {
        if (known.isPresent()) {
            return known.get();
        }
        try {
            return homeless.isPresent() ? Token.unsaved() : Token.forRunner(Map.of(), Optional.empty(), home);
        } catch (HomeFault e) {
            // a token that cannot be stored does not end the runner, since targets run already; but nobody can log in
            supervisor.fault(Component.TOKEN, Optional.of(e.getMessage() + "; nobody can log in until the next start"));
            return Token.unsaved();
        }
    }

    private static String instance() {
        return Long.toHexString(ProcessHandle.current().pid()) + Long.toHexString(System.nanoTime() & 0xffffff);
    }

    private static void sweepCgroups() {
        CgroupLeftovers.sweep(CgroupLeftovers.bases(), new LivingRunners()::homeKeys, Instant.now());
    }

    private void housekeeping(EventJournal journal, RunnerLog log, IncidentRecorder incidents) {
        incidents.bounded();
        try {
            journal.trim(specNow.get().logRetention());
            log.trim();
        } catch (IOException e) {
            System.getLogger(RunnerLife.class.getName()).log(System.Logger.Level.WARNING,
                    "old logs could not be deleted", e);
        }
    }

    private void forgetFlags() {
        try {
            if (daemon) {
                FormerFlags.forget(home);
            }
        } catch (IOException e) {
            System.err.println(ProgramName.get() + ": the runner's own flags are not forgotten: " + e);
        }
    }

    private int untilEnded(Supervisor supervisor, RunnerRecord record, CommandSocketKeeper door,
            StandingThreads threads,
            Housekeeping house) {
        try {
            Supervisor.Ended ended = ended(supervisor, threads, house);
            door.close();
            WebServer.end();
            supervisor.close();
            record.remove().ifPresent(why -> System.err.println(ProgramName.get() + ": " + why));
            forgetFlags();
            return ended.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCodes.FAILED;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the supervision broke down", e.getCause());
        }
    }

    private static Supervisor.Ended ended(Supervisor supervisor, StandingThreads threads, Housekeeping house)
            throws InterruptedException, ExecutionException {
        while (true) {
            long pause = threads.again() ? Housekeeping.LONGEST.toSeconds() : StandingThreads.RETRY_SECONDS;
            try {
                return supervisor.ended().get(pause, TimeUnit.SECONDS);
            } catch (TimeoutException stillAtWork) {
                house.guard();
            }
        }
    }
}
