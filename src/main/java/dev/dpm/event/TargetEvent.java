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

/** An event about one target: either an event of its life ({@link OfLife}), or an {@link Observation}. */
public sealed interface TargetEvent extends Event permits TargetEvent.OfLife, Observation {

    /** The name of the target that the event is about. */
    TargetName name();

    @Override
    default Optional<TargetName> target() {
        return Optional.of(name());
    }

    /** The value of {@link #process} for an event that is about no process. */
    long NO_PROCESS = -1;

    /** The pid of the process that the event is about; {@link #NO_PROCESS} if the event is about no process. */
    default long process() {
        return NO_PROCESS;
    }

    @Override
    default OptionalLong pid() {
        return process() == NO_PROCESS ? OptionalLong.empty() : OptionalLong.of(process());
    }

    /** An event in the life of a target, such as a launch, an end, a stop or a change of its settings. */
    sealed interface OfLife extends TargetEvent {
    }

    /** An event in the life of a target that needs a person's attention, for example the plan to restart the target. */
    sealed interface Warning extends OfLife {
        @Override
        default Severity severity() {
            return Severity.WARNING;
        }
    }

    /** The runner launched the target's main process. */
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

    /**
     * The target has become RUNNING: its process has run for {@code --start_seconds}, or the target has reported or
     * shown that it is ready, as configured.
     */
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
     * The target's pid file names another process of the target than before, which is the main process from now on.
     * This happens if a program puts itself into the background or replaces itself by a new version.
     *
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

    /** The runner found a process that an earlier runner had launched, and supervises the process from now on. */
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

    /** The runner now supervises a process that another program started. */
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

    /** The runner ended its supervision of an attached process, and sent the process no signal. */
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

    /**
     * The runner searches for the process to which it should attach, and no process matches, or more than one matches.
     */
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
     * The runner delays the launch of the target until other targets are ready or have ended.
     *
     * @param stuck true if the wait cannot end before a person acts on one of the other targets
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
     * The target's main process ended.
     *
     * @param asked true if the runner ended the process, by its own decision or because a person ordered it
     * @param success true if the exit code is one of {@code --success_exit_codes}
     * @param evidence a further fact about the cause of the end, such as {@code OOM kill seen}
     * @param lastLine the last line that the target wrote, shortened and with secrets masked; only for a process that
     * failed and that the runner did not end
     */
    record TargetExited(TargetName name, long incarnation, long process, ExitStatus status, Duration uptime,
            boolean asked, boolean success, Optional<String> evidence, Optional<String> lastLine) implements OfLife {

        /**
         * Makes the event for a process whose last line of output is unknown and about whose end no evidence exists.
         */
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

    /** The runner could not launch the target. */
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

    /**
     * The runner sent one signal, because of {@code --on_breach signal:NAME} or because a person ordered the signal.
     */
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

    /**
     * The command of a hook (a command in the target's settings for a point such as its launch or stop) failed or ended
     * unusually. The event also records the end of a reload of the target's own configuration.
     */
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

    /** The runner will restart the target after a delay. */
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
     * The target has run for a whole restart window, so the runner no longer counts the target's earlier restarts.
     *
     * @param forgotten number of restarts that the runner no longer counts
     * @param allowed the number of restarts that the target may have from now on
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
     * The runner left out a run of the target's schedule.
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

    /** The runner gave up the target: its restart budget is used up, or the target cannot be run. */
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

    /** The runner has begun to stop the target. */
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

    /** The runner sent KILL to processes of the target that were still alive after the grace period. */
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

    /** No process of the target is left, and the runner will not start the target by itself. */
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

    /** The target's settings changed. */
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

    /** A person confirmed in the console or by the API that they have seen the target's FATAL state. */
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

    /** The runner removed the target, together with its settings and its state. */
    record TargetRemoved(TargetName name, String reason) implements OfLife {
        @Override
        public String message() {
            return "removed: " + reason;
        }
    }
}
