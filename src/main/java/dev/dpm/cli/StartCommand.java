package dev.dpm.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.cli.action.Actions;
import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.DaemonClient;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Pause;
import dev.dpm.cli.call.Print;
import dev.dpm.cli.call.Progress;
import dev.dpm.cli.call.RunnerLink;
import dev.dpm.cli.call.StartFollower;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.Requests;
import dev.dpm.cli.written.Requests.OptionFlags;
import dev.dpm.cli.written.Selector;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.config.Options;
import dev.dpm.config.StartRequest;
import dev.dpm.config.resolve.LiveSettings;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.daemon.DaemonLauncher;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.FormerFlags;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.KnownTarget;
import dev.dpm.daemon.LastKnown;
import dev.dpm.daemon.Launched;
import dev.dpm.daemon.ProcFs;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.daemon.StartResult;
import dev.dpm.daemon.WebServerState;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code start}: makes the daemon start targets, and launches a daemon if none runs. */
final class StartCommand implements Command {

    /** How long {@code start} waits for a new daemon to open its ports, after the daemon has answered its first request. */
    private static final Duration LISTENS_WITHIN = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(20);

    @Override
    public CommandSpec spec() {
        Grammar grammar = new Grammar("start", "[NAME...] [-l LABELS] [options] [-- COMMAND ARGS...]",
                "Starts a target under the daemon, and the daemon if none runs. Returns when the target is RUNNING. "
                        + "NAME alone starts a known target again; nothing at all resumes what was wanted when the "
                        + "runner last ended.")
                .names("a known target, or the name of a new one; several, patterns, groups (@shop) or all: known targets alone");
        OptionFlags.declare(grammar);
        return grammar.example("start --script_path app.py --cpu_threshold 150 --memory_threshold 300",
                "start --name web -- gunicorn app:api",
                "start --name web --memory_max 512MiB --cpu_quota 50% --pids_max 100 -- gunicorn app:api",
                "start web worker", "start @shop");
    }

    @Override
    public boolean takesCommand() {
        return true;
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        RunnerLink link = RunnerLink.of(surroundings);
        Selector selector = Selector.of(words);
        boolean isAlone = OptionFlags.read(words).isEmpty() && words.command().isEmpty();
        if (!selector.isNothing() && selector.onlyName().isEmpty()
                || isAlone && Names.isFamily(selector, link.home())) {
            return several(words, selector, link);
        }
        if (!selector.isNothing()) {
            requireNoFile(words, link);
        }
        StartRequest asked = Requests.of(words, surroundings, false);
        Optional<DaemonRecord> daemon = link.findPatiently();
        StartRequest request = daemon.isPresent() ? asked : afterTheLast(asked, link.home());
        refuseOptionsAlone(request, link);
        Optional<String> excess = request.excess();
        if (excess.isPresent()) {
            throw new CommandFailed(ExitCodes.USAGE, excess.get());
        }
        // the request is checked before the command writes a file, so that a bad request leaves no file behind
        int sound = Requests.validate(request, surroundings, daemon.isEmpty()
                ? needsPrograms(request, link.home())
                : !request.isBare() && !request.isNameAlone());
        if (sound != ExitCodes.DONE) {
            if (daemon.isEmpty() && request.isBare()) {
                tellUnrecorded(link);
            }
            return sound;
        }
        if (daemon.isPresent()) {
            return hand(request, link, daemon.get());
        }
        if (request.isNameAlone()
                && Names.lastKnown(link.home()).find(request.name().orElseThrow()).isEmpty()) {
            throw unrecorded(request.name().orElseThrow(), link.home());
        }
        return launch(request, link);
    }

    private static void tellUnrecorded(RunnerLink link) throws CommandFailed {
        RuntimeDirectory home = link.home();
        for (KnownTarget target : Names.lastKnown(home).alive(home, ProcFs.system())) {
            if (!target.isReadable() && target.hook().isEmpty()) {
                target.process().ifPresent(process -> Print.error(link.surroundings(),
                        sentence(target.name(), process.pid()) + "\n"));
            }
        }
    }

    private static String sentence(String name, long pid) {
        return name + " runs as process " + pid + " without a runner, but its record is lost, and its command with it: "
                + "`start --name " + name + " -- COMMAND` with its command supervises it again, `stop " + name
                + "` ends it";
    }

    /**
     * The failure of a {@code start} by the name of an unknown target. If a process of that target still runs, the sentence
     * says so.
     */
    private static CommandFailed unrecorded(String name, RuntimeDirectory home) throws CommandFailed {
        return Names.lastKnown(home).alive(home, ProcFs.system()).stream().filter(target -> target.name().equals(name))
                .findFirst().flatMap(KnownTarget::process)
                .map(process -> new CommandFailed(ExitCodes.FAILED, sentence(name, process.pid())))
                .orElse(Names.unknown(name, home));
    }

    /**
     * Adds the configuration file of the home folder's previous runner to the request. If that runner died, its options are
     * added too.
     */
    private static StartRequest afterTheLast(StartRequest asked, RuntimeDirectory home) throws CommandFailed {
        try {
            return FormerFlags.read(home).under(asked).after(Names.lastKnown(home).configFile());
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }

    private static void refuseOptionsAlone(StartRequest request, RunnerLink link) throws CommandFailed {
        Optional<String> name = request.name().or(() -> Optional.ofNullable(request.flags().get(Options.NAME.name())));
        boolean isProgramNamed = !request.command().isEmpty() || request.flags().containsKey(Options.SCRIPT_PATH.name())
                || request.flags().containsKey(Options.PROCESS_NAME.name());
        if (name.isEmpty() || isProgramNamed || request.isNameAlone()
                || Names.lastKnown(link.home()).find(name.get()).isEmpty()) {
            return;
        }
        Resolution resolution = link.surroundings().resolve().apply(request);
        if (resolution.faults().isEmpty() && !resolution.missing().isEmpty()) {
            throw new CommandFailed(ExitCodes.FAILED, name.get()
                    + " is known, but options need its command or script beside them: nothing was changed; "
                    + LiveSettings.advice(name.get()));
        }
    }

    private static boolean needsPrograms(StartRequest request, RuntimeDirectory home) throws CommandFailed {
        return !request.isNameAlone() && !(request.isBare() && Names.lastKnown(home).hasWanted());
    }

    private static int hand(StartRequest request, RunnerLink link, DaemonRecord daemon) throws CommandFailed {
        DaemonClient client = link.requireClientPatiently(daemon);
        HttpAnswer answer = Actions.ask(daemon, client, Actions.Call.post("targets", request.encode()));
        if (request.isNameAlone()) {
            Names.known(answer, request.name().orElseThrow(), link.home());
        }
        return Actions.startsTargets(link.surroundings(), daemon, client, answer.orFail());
    }

    /** Starts several existing targets by name. If no daemon runs, the request for the first target launches one. */
    private static int several(WrittenCommand words, Selector selector, RunnerLink link) throws CommandFailed {
        String[] written = words.names().toArray(new String[0]);
        if (!OptionFlags.read(words).isEmpty() || !words.command().isEmpty()) {
            throw new CommandFailed(ExitCodes.USAGE, "start: options and a command are for one target, not for "
                    + selector + Advice.forWords("start", link.surroundings().cwd(), written));
        }
        List<String> known = Names.known(link.home());
        boolean isProgram = words.names().stream().limit(1).anyMatch(Selector::isPlain)
                && words.names().stream().noneMatch(known::contains)
                && words.names().stream().anyMatch(word -> Advice.isFile(word, link.surroundings().cwd()));
        if (isProgram) {
            throw new CommandFailed(ExitCodes.USAGE, "start: no target is called " + written[0]
                    + Advice.forWords("start", link.surroundings().cwd(), written));
        }
        List<String> names = selector.among(Names.lastKnown(link.home()).targets());
        Optional<DaemonRecord> running = link.findPatiently();
        int first = ExitCodes.DONE;
        if (running.isEmpty()) {
            first = launch(afterTheLast(Requests.of(names.get(0), link.surroundings()), link.home()), link);
            running = link.findPatiently();
        }
        DaemonRecord daemon = running.orElseThrow(
                () -> new CommandFailed(ExitCodes.FAILED, "the runner has ended while targets were being started"));
        return Math.max(first, Actions.eachStarts(link.surroundings(), daemon, link.requireClientPatiently(daemon),
                names, "start"));
    }

    private static void requireNoFile(WrittenCommand words, RunnerLink link) throws CommandFailed {
        String word = words.names().get(0);
        boolean isAlone = OptionFlags.read(words).isEmpty() && words.command().isEmpty();
        Path cwd = link.surroundings().cwd();
        boolean isUnknown = !Names.known(link.home()).contains(word);
        if (isUnknown && (Advice.isScript(word, cwd) || isAlone && Advice.isFile(word, cwd))) {
            throw new CommandFailed(ExitCodes.USAGE,
                    "start: no target is called " + word + Advice.forWords("start", cwd, word));
        }
        Names.require(word);
    }

    private static int launch(StartRequest request, RunnerLink link) throws CommandFailed {
        CommandContext surroundings = link.surroundings();
        Launched launched;
        try (Progress progress = new Progress(surroundings, "starting the runner")) {
            launched = new DaemonLauncher(surroundings.program(), link.home(), DaemonLauncher.PATIENCE).launch(request,
                    progress::tick);
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
        if (launched instanceof Launched.Failed failed) {
            Print.error(surroundings, String.join("\n", failed.lastLines()));
            throw new CommandFailed(ExitCodes.ofFailedLaunch(failed.exitCode()),
                    failed.sentence() + " (exit code " + failed.exitCode() + ")" + goOn(link.home()));
        }
        if (launched instanceof Launched.Overtaken other) {
            return hand(request.after(Optional.empty()), link, other.record());
        }
        return tell(link, ((Launched.Running) launched).record());
    }

    /**
     * The end of the sentence about a runner that failed to start: the names of targets that run without a runner. Empty text:
     * no target runs, or the home folder cannot be read.
     */
    private static String goOn(RuntimeDirectory home) {
        List<String> alive;
        try {
            alive = LastKnown.read(home).alive(home, ProcFs.system()).stream().map(KnownTarget::name).toList();
        } catch (HomeFault unreadable) {
            return "";
        }
        return alive.isEmpty()
                ? ""
                : "; " + String.join(", ", alive) + (alive.size() == 1
                        ? " goes on without a runner, and the next start takes it over"
                        : " go on without a runner, and the next start takes them over");
    }

    private static int tell(RunnerLink link, DaemonRecord daemon) throws CommandFailed {
        CommandContext surroundings = link.surroundings();
        Optional<StartResult> result = daemon.start();
        int exitCode = result.map(start -> ExitCodes.of(start.outcome())).orElse(ExitCodes.DONE);
        if (result.isPresent() && exitCode == ExitCodes.DONE) {
            Print.text(surroundings, result.get().sentence());
        } else if (result.isPresent()) {
            Print.error(surroundings, result.get().sentence());
        }
        if (daemon.webPart().stage() == WebServerState.Stage.FAILED) {
            surroundings.err().println("WARNING the runner (process " + daemon.identity().pid()
                    + ") supervises without console and API: " + daemon.webPart().reason()
                    + "; it tries again every 30 s");
        }
        Map<String, Long> incarnations = result.map(StartResult::incarnations).orElse(Map.of());
        if (exitCode != ExitCodes.DONE || incarnations.isEmpty()) {
            return exitCode;
        }
        int followed = new StartFollower(surroundings, daemon, link.requireClientPatiently(daemon))
                .follow(incarnations);
        tellPorts(link);
        return followed;
    }

    private static void tellPorts(RunnerLink link) throws CommandFailed {
        long deadline = System.nanoTime() + LISTENS_WITHIN.toNanos();
        Optional<WebServerState> web = link.find().map(DaemonRecord::webPart);
        while (web.filter(one -> one.stage() == WebServerState.Stage.STARTING).isPresent()
                && System.nanoTime() < deadline && Pause.of(POLL)) {
            web = link.find().map(DaemonRecord::webPart);
        }
        web.filter(one -> one.stage() == WebServerState.Stage.UP && !one.reason().isEmpty())
                .ifPresent(one -> Print.text(link.surroundings(), one.reason()));
    }
}
