package dev.dpm.cli.action;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.CommandFailed.NoAnswer;
import dev.dpm.cli.call.DaemonClient;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Print;
import dev.dpm.cli.call.StartFollower;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Names;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.StartResult;

/** Sends requests that change targets to a daemon, and prints the daemon's answers. */
public final class Actions {

    private Actions() {
    }

    public record Call(String path, String form, boolean isDelete) {

        public static Call post(String path, String form) {
            return new Call(path, form, false);
        }

        public static Call post(String path) {
            return new Call(path, "", false);
        }

        public static Call delete(String path) {
            return new Call(path, "", true);
        }
    }

    /**
     * Sends a request to the daemon and returns its answer.
     * @throws CommandFailed if the daemon does not answer, or answers with a failure
     */
    public static HttpAnswer call(DaemonRecord daemon, DaemonClient client, Call call) throws CommandFailed {
        return ask(daemon, client, call).orFail();
    }

    /**
     * Sends a request to the daemon and returns its answer, which may be a failure.
     * @throws CommandFailed if the daemon does not answer
     */
    public static HttpAnswer ask(DaemonRecord daemon, DaemonClient client, Call call) throws CommandFailed {
        try {
            return call.isDelete() ? client.delete(call.path()) : client.post(call.path(), call.form());
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity());
        }
    }

    /** Sends one start request for each target. If one fails, the other requests are still sent. */
    public static int eachStarts(CommandContext surroundings, DaemonRecord daemon, DaemonClient client,
            List<String> names,
            String action) throws CommandFailed {
        int worst = ExitCodes.DONE;
        Map<String, Long> started = new LinkedHashMap<>();
        for (String name : names) {
            HttpAnswer answer = ask(daemon, client, Call.post("targets/" + name + "/" + action));
            if (names.size() == 1) {
                Names.known(answer, name, surroundings.home());
            }
            if (answer.isDone()) {
                Print.text(surroundings, answer.body());
                started.putAll(StartResult.parse(answer.header("Dpm-Started").orElse("")));
            } else {
                Print.error(surroundings, Grammar.PROGRAM + ": " + answer.body());
                worst = Math.max(worst, ExitCodes.ofHttp(answer.status()));
            }
        }
        return Math.max(worst, new StartFollower(surroundings, daemon, client).follow(started));
    }

    public static int startsTargets(CommandContext surroundings, DaemonRecord daemon, DaemonClient client, Call call)
            throws CommandFailed {
        return startsTargets(surroundings, daemon, client, call(daemon, client, call));
    }

    /** Prints the daemon's answer to a start request, and waits until each launch in the answer has succeeded or failed. */
    public static int startsTargets(CommandContext surroundings, DaemonRecord daemon, DaemonClient client,
            HttpAnswer answer)
            throws CommandFailed {
        Print.withWarnings(surroundings, answer.body());
        Map<String, Long> started = StartResult.parse(answer.header("Dpm-Started").orElse(""));
        return new StartFollower(surroundings, daemon, client).follow(started);
    }
}
