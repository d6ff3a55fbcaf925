package dev.dpm.cli;

import java.util.Map;
import java.util.Optional;

import dev.dpm.config.LiveSettings;
import dev.dpm.config.Options;
import dev.dpm.config.Resolution;
import dev.dpm.config.StartRequest;
import dev.dpm.daemon.DaemonLauncher;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.Faces;
import dev.dpm.daemon.FormerFlags;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.Launched;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.daemon.StartResult;
import picocli.CommandLine.Model.CommandSpec;

/** {@code start}: gives a target to the daemon, which it launches where none runs. */
final class StartCommand implements Command {

    @Override
    public CommandSpec spec() {
        Grammar grammar = new Grammar("start", "[NAME] [options] [-- COMMAND ARGS...]",
                "Starts a target under the daemon, and the daemon if none runs. Returns when the target is RUNNING. "
                        + "NAME alone starts a known target again; nothing at all resumes what was wanted when the "
                        + "runner last ended.")
                .optionalArgument("NAME", "a known target, or the name of a new one");
        OptionFlags.declare(grammar);
        return grammar.example("start --script_path app.py --cpu_threshold 150 --memory_threshold 300",
                "start --name web -- gunicorn app:api");
    }

    @Override
    public boolean takesCommand() {
        return true;
    }

    @Override
    public int run(Words words, Surroundings surroundings) throws CommandFailed {
        if (words.argument().isPresent()) {
            Names.require(words.argument().get());
        }
        StartRequest asked = Requests.of(words, surroundings, false);
        RunnerLink link = RunnerLink.of(surroundings);
        Optional<DaemonRecord> daemon = link.findPatiently();
        StartRequest request = daemon.isPresent() ? asked : afterTheLast(asked, link.home());
        refuseOptionsAlone(request, link);
        // before anything is created, so that bad input leaves nothing behind
        int sound = Requests.validate(request, surroundings, daemon.isEmpty()
                ? needsPrograms(request, link.home())
                : !request.isBare() && !request.isNameAlone());
        if (sound != ExitCodes.DONE) {
            return sound;
        }
        if (daemon.isPresent()) {
            return hand(request, link, daemon.get());
        }
        if (request.isNameAlone()
                && Names.lastKnown(link.home()).find(request.name().orElseThrow()).isEmpty()) {
            throw Names.unknown(request.name().orElseThrow());
        }
        return launch(request, link);
    }

    /** The file of the last runner holds, and where that died, what flags gave it as well. */
    private static StartRequest afterTheLast(StartRequest asked, RuntimeDirectory home) throws CommandFailed {
        try {
            return FormerFlags.read(home).under(asked).after(Names.lastKnown(home).configFile());
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }

    /** Options of a known target without its command or script would mean the default script, which is not there. */
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

    /** A known target's program, or what is to be resumed, is the runner's to find, not the request's. */
    private static boolean needsPrograms(StartRequest request, RuntimeDirectory home) throws CommandFailed {
        return !request.isNameAlone() && !(request.isBare() && Names.lastKnown(home).hasWanted());
    }

    private static int hand(StartRequest request, RunnerLink link, DaemonRecord daemon) throws CommandFailed {
        DaemonClient client = link.requireClientPatiently(daemon);
        return Actions.startsTargets(link.surroundings(), daemon, client,
                Actions.Call.post("targets", request.encode()));
    }

    private static int launch(StartRequest request, RunnerLink link) throws CommandFailed {
        Surroundings surroundings = link.surroundings();
        Launched launched;
        try (Progress progress = new Progress(surroundings, "starting the runner")) {
            launched = new DaemonLauncher(surroundings.program(), link.home(), DaemonLauncher.PATIENCE).launch(request,
                    progress::tick);
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
        if (launched instanceof Launched.Failed failed) {
            failed.lastLines().forEach(surroundings.err()::println);
            throw new CommandFailed(ExitCodes.ofFailedLaunch(failed.exitCode()),
                    failed.sentence() + " (exit code " + failed.exitCode() + "); nothing of it is left");
        }
        if (launched instanceof Launched.Overtaken other) {
            return hand(request.after(Optional.empty()), link, other.record());
        }
        return tell(link, ((Launched.Running) launched).record());
    }

    private static int tell(RunnerLink link, DaemonRecord daemon) throws CommandFailed {
        Surroundings surroundings = link.surroundings();
        Optional<StartResult> result = daemon.start();
        int exitCode = result.map(start -> ExitCodes.of(start.outcome())).orElse(ExitCodes.DONE);
        result.ifPresent(start -> Print.text(exitCode == ExitCodes.DONE ? surroundings.out() : surroundings.err(),
                start.sentence()));
        if (daemon.faces().stage() == Faces.Stage.FAILED) {
            throw new CommandFailed(ExitCodes.NO_ANSWER, "the runner (process " + daemon.identity().pid()
                    + ") supervises without console and API: " + daemon.faces().reason()
                    + "; it tries again every 30 s");
        }
        Map<String, Long> incarnations = result.map(StartResult::incarnations).orElse(Map.of());
        if (exitCode != ExitCodes.DONE || incarnations.isEmpty()) {
            return exitCode;
        }
        return new StartFollower(surroundings, daemon, link.requireClientPatiently(daemon)).follow(incarnations);
    }
}
