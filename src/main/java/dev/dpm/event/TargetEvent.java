package dev.dpm.event;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.dpm.process.CheckKind;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Hook;
import dev.dpm.process.Resource;
import dev.dpm.process.RestartCause;
import dev.dpm.process.TargetName;

/** An event about one target. */
public sealed interface TargetEvent extends Event {

    /** The target's name. */
    TargetName name();

    @Override
    default Optional<TargetName> target() {
        return Optional.of(name());
    }

    /** An event about one process of a target. */
    sealed interface OfProcess extends TargetEvent {
        /** The pid of the process. */
        long process();

        @Override
        default OptionalLong pid() {
            return OptionalLong.of(process());
        }
    }

    /** An event that a person should know about. */
    sealed interface Warning extends TargetEvent {
        @Override
        default Severity severity() {
            return Severity.WARNING;
        }
    }

    /** A process was launched. */
    record TargetStarted(TargetName name, long incarnation, long process, String reason) implements OfProcess {
        @Override
        public String message() {
            return "started as process " + process + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "reason", reason);
        }
    }

    /** The process has been alive for {@code --start_seconds}. */
    record TargetRunning(TargetName name, long incarnation, long process) implements OfProcess {
        @Override
        public String message() {
            return "is running as process " + process;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation);
        }
    }

    /**
     * The target's pid file names another of its processes: the target put itself into the background, or was upgraded.
     *
     * @param before the pid of the main process until now
     */
    record MainProcessChanged(TargetName name, long incarnation, long process, long before) implements OfProcess {
        @Override
        public String message() {
            return "process " + process + " is its main process now, as its pid file says; it was " + before;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "before", before);
        }
    }

    /** A process that an earlier runner had launched was found again and is supervised from now on. */
    record TargetAdopted(TargetName name, long incarnation, long process) implements OfProcess {
        @Override
        public String message() {
            return "adopted process " + process + ", which an earlier runner had launched";
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation);
        }
    }

    /** The runner now supervises a process that another program started. */
    record TargetAttached(TargetName name, long incarnation, long process, String reason) implements OfProcess {
        @Override
        public String message() {
            return "attached to process " + process + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "reason", reason);
        }
    }

    /** The runner ended its supervision of an attached process, without a signal to it. */
    record TargetLetGo(TargetName name, long incarnation, long process, String reason) implements OfProcess {
        @Override
        public String message() {
            return "let go of process " + process + ", which was not signalled: " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "reason", reason);
        }
    }

    /** There is no process to attach to, or more than one process matches. */
    record TargetWaiting(TargetName name, String reason, boolean ambiguous) implements TargetEvent {
        @Override
        public String message() {
            return ambiguous ? "waiting, since " + reason : reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("reason", reason, "ambiguous", ambiguous);
        }

        @Override
        public Severity severity() {
            return ambiguous ? Severity.WARNING : Severity.INFO;
        }
    }

    /**
     * A launch waits for other targets.
     *
     * @param stuck true: the wait cannot end before a person acts on a dependency
     */
    record TargetHeld(TargetName name, String reason, boolean stuck) implements TargetEvent {
        @Override
        public String message() {
            return reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("reason", reason, "stuck", stuck);
        }

        @Override
        public Severity severity() {
            return stuck ? Severity.WARNING : Severity.INFO;
        }
    }

    /**
     * The main process ended.
     *
     * @param asked true where the runner stopped the process, by itself or for a person
     * @param success true where the exit code is one of {@code --success_exit_codes}
     * @param evidence other knowledge about the cause, such as {@code OOM kill seen}
     * @param lastLine the last line that the target wrote, for a failure that nobody ordered; shortened, secrets masked
     */
    record TargetExited(TargetName name, long incarnation, long process, ExitStatus status, Duration uptime,
            boolean asked, boolean success, Optional<String> evidence, Optional<String> lastLine) implements OfProcess {

        /** An end without evidence and last line. */
        public TargetExited(TargetName name, long incarnation, long process, ExitStatus status, Duration uptime,
                boolean asked) {
            this(name, incarnation, process, status, uptime, asked, false, Optional.empty(), Optional.empty());
        }

        @Override
        public String message() {
            return "process " + process + " ended with " + status.words() + " after " + EventWords.duration(uptime)
                    + (asked ? ", as asked" : "") + evidence.map(words -> "; " + words).orElse("")
                    + lastLine.map(line -> ": " + line).orElse("");
        }

        @Override
        public Map<String, Object> details() {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("incarnation", incarnation);
            details.put("exit_code", status instanceof ExitStatus.Code code ? code.value() : null);
            details.put("exit_signal", status instanceof ExitStatus.Signaled by ? by.signal().name() : null);
            details.put("uptime_seconds", EventWords.seconds(uptime));
            details.put("asked", asked);
            details.put("evidence", evidence.orElse(null));
            details.put("last_line", lastLine.orElse(null));
            return details;
        }

        @Override
        public Severity severity() {
            return asked || success ? Severity.INFO : Severity.WARNING;
        }
    }

    /**
     * The kernel's OOM killer ended processes of the target's cgroup while its main process lives.
     *
     * @param kills number of kills since the preceding sample
     * @param total the present count of the cgroup
     * @param gone processes of the preceding sample that this sample does not find, the largest first
     */
    record OomKillSeen(TargetName name, long incarnation, long process, long kills, long total,
            List<String> gone) implements OfProcess, Warning {

        public OomKillSeen {
            gone = List.copyOf(gone);
        }

        @Override
        public String message() {
            return "the kernel killed " + kills + (kills == 1 ? " process" : " processes")
                    + " of its cgroup for want of"
                    + " memory, " + whom() + "; the main process lives (" + total
                    + " in all since the cgroup was made)";
        }

        private String whom() {
            if (gone.isEmpty()) {
                return "none that a sample had seen";
            }
            return (gone.size() > kills ? "among those that went: " : "") + String.join(", ", gone);
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "kills", kills, "total", total, "gone", String.join(", ", gone));
        }
    }

    /** The target could not be launched. */
    record LaunchFailed(TargetName name, long incarnation, String reason, boolean runnersFault) implements TargetEvent {
        @Override
        public String message() {
            return "could not be launched: " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "reason", reason, "runners_fault", runnersFault);
        }

        @Override
        public Severity severity() {
            return Severity.ERROR;
        }
    }

    /** A threshold was exceeded in enough consecutive samples. */
    record ThresholdBreached(TargetName name, long incarnation, long process, Resource threshold, String finding,
            String action) implements OfProcess, Warning {
        @Override
        public String message() {
            return finding + ": " + action;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "threshold", threshold.word(), "finding", finding, "action",
                    action);
        }
    }

    /** A breach is over: as many consecutive samples were under the threshold as it took to declare the breach. */
    record ThresholdRecovered(TargetName name, long incarnation, long process, Resource threshold,
            String finding) implements OfProcess {
        @Override
        public String message() {
            return finding;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "threshold", threshold.word(), "finding", finding);
        }
    }

    /**
     * The first failure of a check, which others may follow in a row; the runner does not react yet.
     *
     * @param needed failures in a row after which the runner reacts, at least 2
     */
    record CheckFaltered(TargetName name, long incarnation, long process, CheckKind check, String finding,
            int needed) implements OfProcess, Warning {
        @Override
        public String message() {
            return finding + ": check 1 of " + needed + " failed";
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "check", check.option(), "finding", finding, "failures", 1,
                    "needed",
                    needed);
        }
    }

    /** A check failed often enough in a row for a reaction of the runner. */
    record CheckFailed(TargetName name, long incarnation, long process, CheckKind check, String finding,
            String action) implements OfProcess, Warning {
        @Override
        public String message() {
            return finding + ": " + action;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "check", check.option(), "finding", finding, "action", action);
        }
    }

    /**
     * A failing check passes again. It had to pass as many times in a row as it had to fail before it counted as
     * failing.
     */
    record CheckRecovered(TargetName name, long incarnation, long process, CheckKind check,
            String finding) implements OfProcess {
        @Override
        public String message() {
            return finding;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "check", check.option(), "finding", finding);
        }
    }

    /** The runner sent one signal, because of {@code --on_breach signal:NAME} or for a person. */
    record SignalSent(TargetName name, long process, String signal, String reason) implements OfProcess {
        @Override
        public String message() {
            return "sent " + signal + " to process " + process + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("signal", signal, "reason", reason);
        }
    }

    /** A hook of the target has ended in a way that a person should know, or a reload is over. */
    record HookEnded(TargetName name, long incarnation, Hook hook, String result, boolean failed)
            implements
                TargetEvent {
        @Override
        public String message() {
            return "its " + hook.option() + " " + result;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "hook", hook.option(), "result", result, "failed", failed);
        }

        @Override
        public Severity severity() {
            return failed ? Severity.WARNING : Severity.INFO;
        }
    }

    /** The target will be restarted. */
    record RestartScheduled(TargetName name, Duration delay, int attempt, int allowed, RestartCause cause,
            String reason) implements Warning {
        @Override
        public String message() {
            String attempts = allowed < 0 ? "attempt " + attempt : "attempt " + attempt + " of " + allowed;
            return reason + "; restarting in " + EventWords.duration(delay) + ", " + attempts;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("delay_seconds", EventWords.seconds(delay), "attempt", attempt, "allowed", allowed, "cause",
                    cause.word(), "reason", reason);
        }
    }

    /**
     * A run of the target's schedule was left out.
     *
     * @param due when the run was due, as a phrase
     */
    record RunMissed(TargetName name, String due, String reason) implements Warning {
        @Override
        public String message() {
            return "missed a run " + due + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("due", due, "reason", reason);
        }
    }

    /** The restart budget is used up, or the target cannot be run. */
    record TargetGaveUp(TargetName name, String reason) implements TargetEvent {
        @Override
        public String message() {
            return "given up: " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("reason", reason);
        }

        @Override
        public Severity severity() {
            return Severity.ERROR;
        }
    }

    /** A stop has begun. */
    record TargetStopping(TargetName name, String signal, Duration grace, String reason) implements TargetEvent {
        @Override
        public String message() {
            return "stopping with " + signal + ", KILL after " + EventWords.duration(grace) + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("signal", signal, "grace_seconds", EventWords.seconds(grace), "reason", reason);
        }
    }

    /** Processes of the target were still alive after the grace period and were killed. */
    record TargetKilled(TargetName name, String reason) implements Warning {
        @Override
        public String message() {
            return "sent KILL to what still lives: " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("reason", reason);
        }
    }

    /** No process of the target is left, and the target is not to run. */
    record TargetStopped(TargetName name, String reason) implements TargetEvent {
        @Override
        public String message() {
            return reason.startsWith("stopped") ? reason : "stopped: " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("reason", reason);
        }
    }

    /** The target's settings changed. */
    record TargetChanged(TargetName name, String changes, String how) implements TargetEvent {
        @Override
        public String message() {
            return "changed " + how + ": " + changes;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("changes", changes, "how", how);
        }
    }

    /** A person has acknowledged that the target is FATAL. */
    record TargetAcknowledged(TargetName name, String reason) implements TargetEvent {
        @Override
        public String message() {
            return "acknowledged: it is known to be FATAL: " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("reason", reason);
        }
    }

    /** The target was removed and is no longer known. */
    record TargetRemoved(TargetName name, String reason) implements TargetEvent {
        @Override
        public String message() {
            return "removed: " + reason;
        }
    }

    /** A sample could not be taken: the usage is unknown. */
    record SampleMissed(TargetName name, long incarnation, String reason) implements Warning {
        @Override
        public String message() {
            return "a sample was missed: " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "reason", reason);
        }
    }

    /** The target's measure or limit differs from the configured one, or has changed. */
    record MeasureNoted(TargetName name, long incarnation, String measure, String note) implements TargetEvent {
        @Override
        public String message() {
            return note;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "measure", measure, "note", note);
        }
    }

    /**
     * A limit of the target's own cgroup is not in force as asked for, is below what the target uses, or is in force
     * again.
     *
     * @param note which limit holds, why, and what to do
     * @param lacking true: a person should act; false: the limits are in force again
     */
    record LimitsNoted(TargetName name, String note, boolean lacking) implements TargetEvent {
        @Override
        public String message() {
            return note;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("note", note, "lacking", lacking);
        }

        @Override
        public Severity severity() {
            return lacking ? Severity.WARNING : Severity.INFO;
        }
    }

    /**
     * The kernel refused forks or new threads of the target because of {@code pids_max}.
     *
     * @param refused number of refusals since the preceding such event of this incarnation
     * @param total the present count of the incarnation's cgroup
     * @param most the limit
     * @param tasks the present number of processes and threads
     */
    record ForksRefused(TargetName name, long incarnation, long process, long refused, long total, long most,
            long tasks) implements OfProcess, Warning {
        @Override
        public String message() {
            return "the kernel refused " + refused
                    + (refused == 1 ? " new process or thread" : " new processes or threads")
                    + " because of pids_max " + most + "; it has " + tasks + " now (" + total + " refusals in all)";
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "refused", refused, "total", total, "pids_max", most, "tasks",
                    tasks);
        }
    }

    /** Somebody moved or removed the file that the target writes to. */
    record OutputDisplaced(TargetName name, String note) implements Warning {
        @Override
        public String message() {
            return note;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("note", note);
        }
    }
}
