package dev.dpm.cli;

import java.util.List;
import java.util.Optional;

import dev.dpm.daemon.Comeback;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.KnownTarget;
import dev.dpm.daemon.LastKnown;
import dev.dpm.daemon.ProcFs;
import dev.dpm.daemon.RecordFile;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stop}: one target, or all of them and the daemon; works without a daemon, and with one that is silent. */
final class StopCommand implements Command {

    static final String[] KEEP = {"--keep_targets", "--keep-targets"};

    @Override
    public CommandSpec spec() {
        return new Grammar("stop", "[NAME] [--yes] [--keep_targets]",
                "Stops a target; without NAME every target and the runner. Returns when they are gone. A target stopped "
                        + "by its name stays stopped until it is started by its name; after a stop of everything, start alone "
                        + "resumes what was wanted.")
                .flag("does not ask", Confirmation.NAMES)
                .flag("only the runner ends; its targets go on, and the next start adopts them", KEEP)
                .optionalArgument("NAME", "the target; default: all, and the runner").example("stop web", "stop --yes");
    }

    @Override
    public int run(Words words, Surroundings surroundings) throws CommandFailed {
        Optional<String> name = words.argument();
        boolean keepTargets = words.has(KEEP[0]);
        if (name.isPresent()) {
            Names.require(name.get());
            if (keepTargets) {
                throw new CommandFailed(ExitCodes.USAGE,
                        "stop: " + KEEP[0] + " ends the runner alone and takes no NAME, not '" + name.get() + "'");
            }
        }
        RunnerLink link = RunnerLink.of(surroundings);
        Optional<DaemonRecord> daemon = name.isPresent() || keepTargets ? link.find() : link.findToEnd();
        if (daemon.isEmpty()) {
            return withoutDaemon(words, link, name, keepTargets);
        }
        return name.isPresent()
                ? new TargetStop(link, daemon.get()).stop(words, name.get())
                : new RunnerStop(link, daemon.get()).stop(words, keepTargets);
    }

    private static int withoutDaemon(Words words, RunnerLink link, Optional<String> name, boolean keepTargets)
            throws CommandFailed {
        Surroundings surroundings = link.surroundings();
        removeStale(link, name.isEmpty());
        LastKnown known = Names.lastKnown(link.home());
        List<String> running = known.alive(link.home(), ProcFs.system()).stream().map(KnownTarget::name)
                .filter(target -> name.isEmpty() || target.equals(name.get())).toList();
        if (name.isPresent() && running.isEmpty() && known.find(name.get()).isEmpty()) {
            throw Names.unknown(name.get());
        }
        if (running.isEmpty()) {
            surroundings.out().println(name.map(one -> one + " is not running").orElse("nothing is running"));
            return ExitCodes.DONE;
        }
        if (keepTargets) {
            surroundings.out().println("no runner is running; " + Sentences.targets(running.size(), "run", "runs")
                    + " unsupervised, as asked");
            return ExitCodes.DONE;
        }
        Confirmation.ask(words, surroundings, "Stop " + Sentences.oneAndOthers(running) + ", unsupervised?");
        int exitCode = surroundings.foreground().stopUnsupervised(link.home(), name);
        List<String> left = known.alive(link.home(), ProcFs.system()).stream().map(KnownTarget::name)
                .filter(running::contains).toList();
        if (exitCode == ExitCodes.DONE && !left.isEmpty()) {
            throw new CommandFailed(ExitCodes.FAILED, "some processes of " + Sentences.oneAndOthers(left)
                    + " could not be ended: `stop` again, or see " + link.home().runnerLog());
        }
        if (exitCode == ExitCodes.DONE) {
            surroundings.out().println("stopped " + Sentences.oneAndOthers(running));
        }
        return exitCode;
    }

    /** A runner that died leaves its record; after a stop of all that is left it does not come back by itself either. */
    private static void removeStale(RunnerLink link, boolean isAll) throws CommandFailed {
        try {
            new RecordFile(link.home()).removeStale();
            if (isAll) {
                Comeback.callOff(link.home());
            }
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }
}
