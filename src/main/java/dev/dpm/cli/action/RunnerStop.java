package dev.dpm.cli.action;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.CommandFailed.NoAnswer;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Pause;
import dev.dpm.cli.call.Progress;
import dev.dpm.cli.call.RunnerLink;
import dev.dpm.cli.call.Sentences;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.HangDetector;
import dev.dpm.daemon.KnownTarget;
import dev.dpm.daemon.ProcFs;

/**
 * Ends a daemon, with or without its targets, and waits until it has ended. If the daemon's API does not answer, a signal ends
 * the daemon.
 */
public record RunnerStop(RunnerLink link, DaemonRecord daemon) {

    private static final Duration POLL = Duration.ofMillis(25);
    /** How long the command waits for the end of a signalled daemon that shows no sign of work. */
    private static final Duration SIGNAL_PATIENCE = Duration.ofSeconds(60);

    public int stop(WrittenCommand words, boolean keepTargets) throws CommandFailed {
        CommandContext surroundings = link.surroundings();
        List<String> running = running();
        Confirmation.ask(words, surroundings, question(running, keepTargets));
        Optional<String> answer = ask(keepTargets);
        String what = keepTargets || running.isEmpty()
                ? "the runner"
                : Sentences.oneAndOthers(running)
                        + " and the runner";
        try (Progress progress = new Progress(surroundings, "stopping " + what)) {
            await(progress, answer.isPresent());
        }
        List<String> left = running();
        if (!keepTargets && !left.isEmpty()) {
            throw new CommandFailed(ExitCodes.FAILED, "the runner ended, but " + Sentences.oneAndOthers(left)
                    + " did not: `stop` again stops what runs unsupervised");
        }
        answer.ifPresent(sentences -> letGo(sentences).forEach(surroundings.out()::println));
        surroundings.out().println(keepTargets && !left.isEmpty()
                ? "stopped the runner; " + Sentences.targets(left.size(), "go on", "goes on")
                        + " unsupervised until the next `start`"
                : "stopped " + what);
        return ExitCodes.DONE;
    }

    private static List<String> letGo(String sentences) {
        List<String> lines = sentences.lines().toList();
        return lines.isEmpty() ? lines : lines.subList(0, lines.size() - 1);
    }

    private static String question(List<String> running, boolean keepTargets) {
        if (keepTargets) {
            return "Stop the daemon and leave its targets running?";
        }
        return running.isEmpty() ? "Stop the daemon?" : "Stop " + Sentences.oneAndOthers(running) + " and the daemon?";
    }

    private List<String> running() throws CommandFailed {
        return Names.lastKnown(link.home()).alive(link.home(), ProcFs.system()).stream().map(KnownTarget::name)
                .toList();
    }

    /**
     * Requests the daemon to end.
     * @return the daemon's answer; empty: the daemon did not accept the request, and TERM was sent to it instead
     */
    private Optional<String> ask(boolean keepTargets) throws CommandFailed {
        try {
            return Optional.of(link.client(daemon).post("shutdown?keep_targets=" + keepTargets, "").orFail().body());
        } catch (NoAnswer e) {
            if (!daemon.isAlive()) {
                return Optional.of("");
            }
            if (keepTargets) {
                throw new CommandFailed(ExitCodes.NO_ANSWER, e.toFailure(daemon.identity()).getMessage()
                        + "; it can only be ended together with its targets: `stop` does that", e);
            }
            link.surroundings().err().println("WARNING the runner (process " + daemon.identity().pid()
                    + ") does not answer: " + e.getMessage() + "; it is ended by SIGTERM"
                    + (ProcFs.system().isStopped(daemon.identity())
                            ? ", and woken by SIGCONT: somebody had stopped it"
                            : ""));
            terminate();
            return Optional.empty();
        }
    }

    private void terminate() throws CommandFailed {
        Optional<String> refusal = link.surroundings().foreground().terminate(daemon.identity());
        if (refusal.isPresent()) {
            throw new CommandFailed(ExitCodes.NO_ANSWER, "the runner (process " + daemon.identity().pid()
                    + ") does not answer and cannot be signalled: " + refusal.get());
        }
    }

    private void await(Progress progress, boolean asked) throws CommandFailed {
        HangDetector signs = new HangDetector(daemon.identity());
        while (daemon.isAlive()) {
            signs.look();
            progress.tick();
            if (!Pause.of(POLL)) {
                throw new CommandFailed(ExitCodes.FAILED, "interrupted while the runner was stopping");
            }
            if (!asked && signs.quietFor().compareTo(SIGNAL_PATIENCE) > 0) {
                throw new CommandFailed(ExitCodes.NO_ANSWER,
                        "the runner (process " + daemon.identity().pid() + ") has not ended after SIGTERM, and has not "
                                + "done anything for " + SIGNAL_PATIENCE.toSeconds() + " s; nothing further was done");
            }
        }
    }
}
