package dev.dpm.cli;

import java.time.Duration;
import java.util.Set;

import dev.dpm.daemon.DaemonRecord;

/** Stops one target of a daemon and waits until it is at rest. */
record TargetStop(RunnerLink link, DaemonRecord daemon) {

    private static final Set<String> AT_REST = Set.of("STOPPED", "EXITED", "FATAL");
    private static final Duration POLL = Duration.ofMillis(50);

    int stop(Words words, String name) throws CommandFailed {
        DaemonClient client = link.requireClient(daemon);
        state(client, name);
        Confirmation.ask(words, link.surroundings(), "Stop " + name + "?");
        Answer answer = Actions.call(daemon, client, Actions.Call.post("targets/" + name + "/stop"));
        boolean waited = false;
        try (Progress progress = new Progress(link.surroundings(), "stopping " + name)) {
            while (!AT_REST.contains(state(client, name))) {
                waited = true;
                progress.tick();
                if (!Pause.of(POLL)) {
                    throw new CommandFailed(ExitCodes.FAILED, "interrupted while " + name + " was stopping");
                }
            }
        }
        if (waited) {
            link.surroundings().out().println(name + " is stopped");
        } else {
            Print.text(link.surroundings().out(), answer.body());
        }
        return ExitCodes.DONE;
    }

    private String state(DaemonClient client, String name) throws CommandFailed {
        try {
            return client.get("targets/" + name, DaemonClient.TEXT).orFail().header("Dpm-State").orElse("");
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity().pid());
        }
    }
}
