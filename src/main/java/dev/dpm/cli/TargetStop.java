package dev.dpm.cli;

import java.time.Duration;
import java.util.Set;

import dev.dpm.daemon.DaemonRecord;

/** Stops one target of a daemon and waits until it is at rest. */
record TargetStop(RunnerLink link, DaemonRecord daemon) {

    private static final Set<String> AT_REST = Set.of("STOPPED", "EXITED", "FATAL");
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int NOT_FOUND = 404;

    int stop(Words words, String name) throws CommandFailed {
        DaemonClient client = link.requireClient(daemon);
        ask(client, name).orFail();
        Confirmation.ask(words, link.surroundings(), "Stop " + name + "?");
        Answer answer = Actions.call(daemon, client, Actions.Call.post("targets/" + name + "/stop"));
        boolean waited = false;
        Answer target = ask(client, name);
        try (Progress progress = new Progress(link.surroundings(), "stopping " + name)) {
            while (!isAtRest(target)) {
                waited = true;
                progress.tick();
                if (!Pause.of(POLL)) {
                    throw new CommandFailed(ExitCodes.FAILED, "interrupted while " + name + " was stopping");
                }
                target = ask(client, name);
            }
        }
        if (state(target).equals("FATAL")) {
            throw new CommandFailed(ExitCodes.FAILED, name + " could not be stopped: " + reason(target));
        }
        if (waited) {
            link.surroundings().out().println(name + " is stopped");
        } else {
            Print.text(link.surroundings().out(), answer.body());
        }
        return ExitCodes.DONE;
    }

    /** One that the runner no longer knows has been stopped too: what was left without a record is then forgotten. */
    private static boolean isAtRest(Answer target) throws CommandFailed {
        return target.status() == NOT_FOUND || AT_REST.contains(state(target.orFail()));
    }

    private static String state(Answer target) {
        return target.header("Dpm-State").orElse("");
    }

    /** From the line of its page that says the state and why. */
    private static String reason(Answer target) {
        String before = "FATAL: ";
        return target.body().lines()
                .filter(line -> line.startsWith("state") && line.contains(before)).findFirst()
                .map(line -> line.substring(line.indexOf(before) + before.length())).orElse("it is FATAL");
    }

    private Answer ask(DaemonClient client, String name) throws CommandFailed {
        try {
            return client.get("targets/" + name, DaemonClient.TEXT);
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity().pid());
        }
    }
}
