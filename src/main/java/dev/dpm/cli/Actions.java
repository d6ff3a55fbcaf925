package dev.dpm.cli;

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
    static Answer call(DaemonRecord daemon, DaemonClient client, Call call) throws CommandFailed {
        try {
            return (call.isDelete() ? client.delete(call.path()) : client.post(call.path(), call.form())).orFail();
        } catch (NoAnswer e) {
            throw e.toFailure(daemon.identity().pid());
        }
    }

    /** Makes a call, says its sentence, and follows what it started. */
    static int startsTargets(Surroundings surroundings, DaemonRecord daemon, DaemonClient client, Call call)
            throws CommandFailed {
        Answer answer = call(daemon, client, call);
        Print.text(surroundings.out(), answer.body());
        Map<String, Long> started = StartResult.parse(answer.header("Dpm-Started").orElse(""));
        return new StartFollower(surroundings, daemon, client).follow(started);
    }
}
