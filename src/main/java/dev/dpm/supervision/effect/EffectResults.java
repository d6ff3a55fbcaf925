package dev.dpm.supervision.effect;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import dev.dpm.event.AffectedComponent;
import dev.dpm.lifecycle.HookResult;
import dev.dpm.process.AttachSelector;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Hook;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LimitsResult;
import dev.dpm.process.Notification;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sighting;
import dev.dpm.process.TargetName;

/**
 * Receives the results of effects, such as launches and signals. Every method may be called on any thread, and posts a
 * message to the supervision loop.
 */
public interface EffectResults {

    /**
     * The end of a target's main process.
     *
     * @param life the target and the number of the launch
     * @param lastLine the last line of its output, shortened and in one line; empty: it is unknown or needs no mention
     * @param left number of the target's processes that still live; empty where they could not be counted
     * @param at when the runner noticed the end, on its monotonic clock
     */
    record Ended(Incarnation life, ExitStatus status, Optional<String> lastLine, OptionalInt left, Duration at) {
    }

    /**
     * Reports a successful launch.
     *
     * @param at when the process began, on the runner's monotonic clock
     */
    void launched(TargetName target, long incarnation, ProcessIdentity main, Duration at);

    void launchFailed(TargetName target, long incarnation, String reason, boolean runnersFault);

    void exited(Ended life);

    /** Reports that another process of the target's incarnation has become its main process. */
    void succeeded(Incarnation life, ProcessIdentity main);

    void surveyed(TargetName target, long incarnation, int living);

    /**
     * Reports that SIGKILL was sent to all processes of the target's incarnation, and that a later count still found
     * some of them.
     */
    void outlivedKill(TargetName target, long incarnation);

    /**
     * Reports that processes could not be counted or signalled, because the runner has no free file descriptors. It
     * tries again.
     */
    void blind(TargetName target, long incarnation);

    /**
     * Reports that the signal of a stop was sent, so that the grace begins.
     *
     * @param at when it was sent, on the runner's monotonic clock
     */
    void signalled(TargetName target, long incarnation, Duration at);

    void sighted(TargetName target, long incarnation, AttachSelector asked, Sighting sighting);

    /**
     * Reports a message that a process of the target sent about its state (sd_notify(3)), or a line of its output that
     * shows readiness.
     */
    void notified(Incarnation life, Notification told);

    /** Reports which cgroup limits apply to a target's process tree now. */
    void limited(Incarnation life, LimitsResult held);

    /** Reports that a target's hook has ended, and that no process that the hook started lives. */
    void hookEnded(Incarnation life, Hook hook, HookResult result);

    void faulted(AffectedComponent part, Optional<String> reason);

    /** Reports that all faults of effects for this target are over. */
    void over(TargetName target);
}
