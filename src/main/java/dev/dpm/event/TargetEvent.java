package dev.dpm.event;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.dpm.process.ExitStatus;
import dev.dpm.process.Hook;
import dev.dpm.process.RestartCause;
import dev.dpm.process.TargetName;

/** An event about a target: a change of its life ({@link OfLife}), or an {@link Observation}. */
public sealed interface TargetEvent extends Event permits TargetEvent.OfLife, Observation {

    /** The name of the target that the event is about. */
    TargetName name();

    @Override
    default Optional<TargetName> target() {
        return Optional.of(name());
    }

    long NO_PROCESS = -1;

    /** The pid of the process that the event is about; {@link #NO_PROCESS}: none. */
    default long process() {
        return NO_PROCESS;
    }

    @Override
    default OptionalLong pid() {
        return process() == NO_PROCESS ? OptionalLong.empty() : OptionalLong.of(process());
    }

    /** A change in the life of a target: a launch, an end, a stop, changed settings. */
    sealed interface OfLife extends TargetEvent {
    }

    sealed interface Warning extends OfLife {
        @Override
        default Severity severity() {
            return Severity.WARNING;
        }
    }

    record TargetStarted(TargetName name, long incarnation, long process, String reason) implements OfLife {
        @Override
        public String message() {
            return "started as process " + process + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "reason", reason);
        }
    }

    record TargetRunning(TargetName name, long incarnation, long process) implements OfLife {
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
     * The target's pid file names another main process, for example after the program upgraded itself.
     * @param before the pid of the previous main process
     */
    record MainProcessChanged(TargetName name, long incarnation, long process, long before) implements OfLife {
        @Override
        public String message() {
            return "process " + process + " is its main process now, as the target says; it was " + before;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "before", before);
        }
    }

    /** The runner takes over the supervision of a process that an earlier runner launched. */
    record TargetAdopted(TargetName name, long incarnation, long process) implements OfLife {
        @Override
        public String message() {
            return "adopted process " + process + ", which an earlier runner had launched";
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation);
        }
    }

    /** The runner begins to supervise a process that another program started. */
    record TargetAttached(TargetName name, long incarnation, long process, String reason) implements OfLife {
        @Override
        public String message() {
            return "attached to process " + process + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "reason", reason);
        }
    }

    /** The runner no longer supervises an attached process. The process gets no signal. */
    record TargetLetGo(TargetName name, long incarnation, long process, String reason) implements OfLife {
        @Override
        public String message() {
            return "let go of process " + process + ", which was not signalled: " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("incarnation", incarnation, "reason", reason);
        }
    }

    /** The runner searches for the process to which it should attach. None or several processes match. */
    record TargetWaiting(TargetName name, String reason, boolean ambiguous) implements OfLife {
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
     * The launch of a target waits for other targets.
     * @param stuck whether a person must act
     */
    record TargetHeld(TargetName name, String reason, boolean stuck) implements OfLife {
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
     * The main process of a target ended.
     * @param asked whether the runner ended the process
     * @param success whether the exit code is one of {@code --success_exit_codes}
     * @param evidence what is known about the end of the process besides the exit status, such as {@code OOM kill seen}
     * @param lastLine the last line of output after a failure, with secrets masked
     */
    record TargetExited(TargetName name, long incarnation, long process, ExitStatus status, Duration uptime,
            boolean asked, boolean success, Optional<String> evidence, Optional<String> lastLine) implements OfLife {

        /** Makes the event of an end without evidence and without a last line of output. */
        public TargetExited(TargetName name, long incarnation, long process, ExitStatus status, Duration uptime,
                boolean asked) {
            this(name, incarnation, process, status, uptime, asked, false, Optional.empty(), Optional.empty());
        }

        @Override
        public String message() {
            return "process " + process + " ended with " + status.words() + " after " + EventWords.duration(uptime)
                    + (asked && evidence.isEmpty() ? ", as asked" : "") + evidence.map(words -> "; " + words).orElse("")
                    + lastLine.map(line -> ": " + line).orElse("");
        }

        @Override
        public Map<String, Object> details() {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("incarnation", incarnation);
            details.put("exit_code", status.code().orElse(null));
            details.put("exit_signal", status.signalName().orElse(null));
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

    record LaunchFailed(TargetName name, long incarnation, String reason, boolean runnersFault) implements OfLife {
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

    /** A signal was sent to a target, by {@code --on_breach signal:NAME} or by a person. */
    record SignalSent(TargetName name, long process, String signal, String reason) implements OfLife {
        @Override
        public String message() {
            return "sent " + signal + " to process " + process + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("signal", signal, "reason", reason);
        }
    }

    /** A hook of a target failed, or the command that reloads the target ended. */
    record HookEnded(TargetName name, long incarnation, Hook hook, String result, boolean failed) implements OfLife {
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

    /** A target will be restarted after a delay. */
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
     * Earlier restarts of a target no longer count, since a whole restart window has passed.
     * @param forgotten the number of these restarts
     * @param allowed the number of restarts that are allowed from now on
     */
    record RestartsForgotten(TargetName name, int forgotten, int allowed, Duration window) implements OfLife {
        @Override
        public String message() {
            return "has run for " + EventWords.duration(window) + " since its last restart: "
                    + (forgotten == 1
                            ? "1 earlier restart no longer counts"
                            : forgotten + " earlier restarts no longer count")
                    + ", and it has " + allowed + " again";
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("forgotten", forgotten, "allowed", allowed, "window_seconds", EventWords.seconds(window));
        }
    }

    /**
     * A run of a target's schedule was left out.
     * @param due when the run should have begun, as a phrase
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

    record TargetGaveUp(TargetName name, String reason) implements OfLife {
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

    record TargetStopping(TargetName name, String signal, Duration grace, String reason) implements OfLife {
        @Override
        public String message() {
            return "stopping with " + signal + ", KILL after " + EventWords.duration(grace) + ": " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("signal", signal, "grace_seconds", EventWords.seconds(grace), "reason", reason);
        }
    }

    /** The runner sent KILL to a target after its grace period. */
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

    /** No process of the target is left, and none will be launched automatically. */
    record TargetStopped(TargetName name, String reason) implements OfLife {
        @Override
        public String message() {
            return reason.startsWith("stopped") ? reason : "stopped: " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("reason", reason);
        }
    }

    record TargetChanged(TargetName name, String changes, String how) implements OfLife {
        @Override
        public String message() {
            return "changed " + how + ": " + changes;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("changes", changes, "how", how);
        }
    }

    /** A person has acknowledged that a target is FATAL. */
    record TargetAcknowledged(TargetName name, String reason) implements OfLife {
        @Override
        public String message() {
            return "acknowledged: it is known to be FATAL: " + reason;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("reason", reason);
        }
    }

    /** A target was removed with its settings and state. */
    record TargetRemoved(TargetName name, String reason) implements OfLife {
        @Override
        public String message() {
            return "removed: " + reason;
        }
    }
}
