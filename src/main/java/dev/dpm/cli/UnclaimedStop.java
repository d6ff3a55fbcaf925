package dev.dpm.cli;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.daemon.DaemonRecord;

/**
 * Ends the processes that came from a daemon's targets and cannot be attributed to a single one, and waits until they
 * are gone.
 */
record UnclaimedStop(RunnerLink link, Optional<DaemonRecord> daemon) {

    private static final Duration POLL = Duration.ofMillis(50);
    /** How long they are waited for: longer than the daemon takes for TERM, KILL and their end. */
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

    /** The processes, one per line: {@code PID COMMAND}. */
    private String list() throws CommandFailed {
        DaemonRecord record = daemon.orElseThrow();
        try {
            return link.requireClient(record).get("unclaimed", DaemonClient.TEXT).orFail().body();
        } catch (NoAnswer e) {
            throw e.toFailure(record.identity().pid());
        }
    }
}
