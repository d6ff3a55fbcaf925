package dev.dpm.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.cli.action.Actions;
import dev.dpm.cli.action.Confirmation;
import dev.dpm.cli.action.RunnerStop;
import dev.dpm.cli.action.TargetStop;
import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.CommandFailed.NoAnswer;
import dev.dpm.cli.call.DaemonClient;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Pause;
import dev.dpm.cli.call.Progress;
import dev.dpm.cli.call.RunnerLink;
import dev.dpm.cli.call.Sentences;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.Selector;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.KnownTarget;
import dev.dpm.daemon.LastKnown;
import dev.dpm.daemon.ProcFs;
import dev.dpm.daemon.RecordFile;
import dev.dpm.daemon.RestartPlan;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code stop}: stops some targets, or all targets and the daemon. It also works if no daemon runs or answers. */
final class StopCommand implements Command {

    static final String[] UNCLAIMED = {"--unclaimed"};
    static final String[] KEEP = {"--keep_targets", "--keep-targets"};

    @Override
    public CommandSpec spec() {
        return new Grammar("stop", "[NAME...] [-l LABELS] [--yes] [--keep_targets | --unclaimed]",
                "Stops targets; without NAME every target and the runner. Returns when they are gone. A target stopped "
                        + "by its name stays stopped until it is started by its name; after a stop of everything, start alone "
                        + "resumes what was wanted.")
                .flag("does not ask", Confirmation.NAMES)
                .flag("only the runner ends; its targets go on, and the next start adopts them", KEEP)
                .flag("only what came from targets and cannot be told to be one target's, see `status`", UNCLAIMED)
                .names(Names.DOC + "; default: all, and the runner")
                .example("stop web worker", "stop 'web-*' --yes", "stop @shop --yes", "stop --yes");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        boolean keepTargets = words.has(KEEP[0]);
        Selector selector = Selector.of(words);
        if (!selector.isNothing() && keepTargets) {
            throw new CommandFailed(ExitCodes.USAGE,
                    "stop: " + KEEP[0] + " ends the runner alone and takes no NAME, not '" + selector + "'");
        }
        boolean unclaimed = words.has(UNCLAIMED[0]);
        if (unclaimed && (!selector.isNothing() || keepTargets)) {
            throw new CommandFailed(ExitCodes.USAGE, "stop: " + UNCLAIMED[0] + " stops what is no target's and takes"
                    + (keepTargets ? " no " + KEEP[0] : " no NAME, not '" + selector + "'"));
        }
        RunnerLink link = RunnerLink.of(surroundings);
        if (unclaimed) {
            return new UnclaimedStop(link, link.find()).stop(words);
        }
        List<String> names = Names.of(words, link.home());
        boolean isAll = names.isEmpty() && !keepTargets;
        Optional<DaemonRecord> daemon = isAll ? link.findToEnd() : link.find();
        if (daemon.isEmpty() && removeStale(link, names.isEmpty())) {
            daemon = isAll ? link.findToEnd() : link.find();
        }
        if (daemon.isEmpty()) {
            return withoutDaemon(words, link, names, keepTargets);
        }
        return names.isEmpty()
                ? new RunnerStop(link, daemon.get()).stop(words, keepTargets)
                : new TargetStop(link, daemon.get()).stop(words, names);
    }

    private static int withoutDaemon(WrittenCommand words, RunnerLink link, List<String> names, boolean keepTargets)
            throws CommandFailed {
        CommandContext surroundings = link.surroundings();
        LastKnown known = Names.lastKnown(link.home());
        List<String> alive = alive(known, link);
        List<String> running = alive.stream().filter(target -> names.isEmpty() || names.contains(target)).toList();
        for (String name : names) {
            if (!running.contains(name) && known.find(name).isEmpty()) {
                throw Names.unknown(name, link.home());
            }
        }
        if (running.isEmpty()) {
            surroundings.out().println(names.isEmpty()
                    ? "nothing is running"
                    : Sentences.oneAndOthers(names) + (names.size() == 1 ? " is not running" : " are not running"));
            return ExitCodes.DONE;
        }
        if (keepTargets) {
            surroundings.out().println("no runner is running; " + Sentences.targets(running.size(), "run", "runs")
                    + " unsupervised, as asked");
            return ExitCodes.DONE;
        }
        List<String> all = known.stopOrder(running).stream().filter(alive::contains).toList();
        List<String> dependents = all.stream().filter(name -> !running.contains(name)).toList();
        Confirmation.askToStop(words, surroundings, running, dependents, ", unsupervised?");
        int exitCode = names.isEmpty()
                ? surroundings.foreground().stopUnsupervised(link.home(), Optional.empty())
                : ExitCodes.DONE;
        for (String name : names.isEmpty() ? List.<String>of() : all) {
            exitCode = Math.max(exitCode, surroundings.foreground().stopUnsupervised(link.home(), Optional.of(name)));
        }
        List<String> left = alive(known, link).stream().filter(all::contains).toList();
        if (exitCode == ExitCodes.DONE && !left.isEmpty()) {
            throw new CommandFailed(ExitCodes.FAILED, "some processes of " + Sentences.oneAndOthers(left)
                    + " could not be ended: `stop` again, or see " + link.home().runnerLog());
        }
        if (exitCode == ExitCodes.DONE) {
            surroundings.out().println("stopped " + (dependents.isEmpty()
                    ? Sentences.oneAndOthers(running)
                    : String.join(", ", all)));
            if (!names.isEmpty()) {
                surroundings.out().println(leftAlone(alive(known, link).size()));
            }
        }
        return exitCode;
    }

    /**
     * The warning after a stop of some targets of a dead runner: its other targets still run without supervision.
     * @param others the number of the other targets
     */
    static String leftAlone(int others) {
        return "no runner is running; " + (others == 0
                ? "no target is left"
                : "the other " + (others == 1 ? "target goes" : others + " targets go")
                        + " on unsupervised until `start`");
    }

    private static List<String> alive(LastKnown known, RunnerLink link) {
        return known.alive(link.home(), ProcFs.system()).stream().map(KnownTarget::name).toList();
    }

    /**
     * Removes the record of a dead runner. If all targets are stopped, the planned restart of its daemon is cancelled too.
     * @return whether a restart was planned; the new daemon may already run
     */
    private static boolean removeStale(RunnerLink link, boolean isAll) throws CommandFailed {
        try {
            new RecordFile(link.home()).removeStale();
            return isAll && RestartPlan.callOff(link.home());
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }

    record UnclaimedStop(RunnerLink link, Optional<DaemonRecord> daemon) {

        private static final Duration POLL = Duration.ofMillis(50);
        /** How long {@code stop --unclaimed} waits for the end of the processes: longer than the daemon needs to end them. */
        private static final Duration PATIENCE = Duration.ofSeconds(10);

        int stop(WrittenCommand words) throws CommandFailed {
            CommandContext surroundings = link.surroundings();
            String found = daemon.isPresent() ? list() : "";
            if (found.isEmpty()) {
                surroundings.out().println("there is no process that nobody claims");
                return ExitCodes.DONE;
            }
            surroundings.out().print(found);
            long count = found.lines().count();
            String what = count + (count == 1 ? " process" : " processes") + " that nobody claims";
            Confirmation.ask(words, surroundings, "Stop " + what + "?");
            Actions.call(daemon.orElseThrow(), link.requireClient(daemon.orElseThrow()),
                    Actions.Call.post("unclaimed/stop"));
            try (Progress progress = new Progress(surroundings, "stopping " + what)) {
                await(progress);
            }
            surroundings.out().println("stopped " + what);
            return ExitCodes.DONE;
        }

        private void await(Progress progress) throws CommandFailed {
            long end = System.nanoTime() + PATIENCE.toNanos();
            for (String left = list(); !left.isEmpty(); left = list()) {
                progress.tick();
                if (!Pause.of(POLL) || System.nanoTime() > end) {
                    throw new CommandFailed(ExitCodes.FAILED, "still running: " + left.strip().replace("\n", ", "));
                }
            }
        }

        private String list() throws CommandFailed {
            DaemonRecord record = daemon.orElseThrow();
            try {
                return link.requireClient(record).get("unclaimed", DaemonClient.TEXT).orFail().body();
            } catch (NoAnswer e) {
                throw e.toFailure(record.identity());
            }
        }
    }
}
