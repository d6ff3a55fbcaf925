package dev.dpm.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.StartResult;

/** Commands to a daemon, and what is said of their outcome. */
final class Actions {

    private Actions() {
    }

    /** One call of the API that changes something. */
    record Call(String path, String form, boolean isDelete) {

        static Call post(String path, String form) {
            return new Call(path, form, false);
        }

        static Call post(String path) {
            return new Call(path, "", false);
        }

        static Call delete(String path) {
            return new Call(path, "", true);
        }
    }

    /** Makes a call that must be answered and taken. */
    static HttpAnswer call(DaemonRecord daemon, DaemonClient client, Call call) throws CommandFailed {
        return ask(daemon, client, call).orFail();
    }

    /** Makes a call that must be answered. */
    static HttpAnswer ask(DaemonRecord daemon, DaemonClient client, Call call) throws CommandFailed {
        try {
            return call.isDelete() ? client.delete(call.path()) : client.post(call.path(), call.form());
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity().pid());
        }
    }

    /** Does something to each of several targets, all of them whatever one of them answers. */
    static int eachStarts(CommandContext surroundings, DaemonRecord daemon, DaemonClient client, List<String> names,
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

    /** Makes a call, says its sentence, and follows what it started. */
    static int startsTargets(CommandContext surroundings, DaemonRecord daemon, DaemonClient client, Call call)
            throws CommandFailed {
        return startsTargets(surroundings, daemon, client, call(daemon, client, call));
    }

    /** Says an answer's sentence, and follows what was started. */
    static int startsTargets(CommandContext surroundings, DaemonRecord daemon, DaemonClient client, HttpAnswer answer)
            throws CommandFailed {
        Print.text(surroundings, answer.body());
        Map<String, Long> started = StartResult.parse(answer.header("Dpm-Started").orElse(""));
        return new StartFollower(surroundings, daemon, client).follow(started);
    }
}
