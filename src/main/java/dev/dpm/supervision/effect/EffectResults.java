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

/** Receives the results of effects such as launches and signals. Its methods are called on any thread. */
public interface EffectResults {

    /**
     * The end of a target's main process.
     *
     * @param lastLine the last line of its output, shortened; empty: unknown
     * @param left the number of the target's living processes; empty: unknown
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

    /** Reports that another process of the target has become its main process. */
    void succeeded(Incarnation life, ProcessIdentity main);

    void surveyed(TargetName target, long incarnation, int living);

    /** Reports that processes of the target have survived SIGKILL. */
    void outlivedKill(TargetName target, long incarnation);

    /** Reports that processes could not be counted or signalled for lack of file descriptors. The sender tries again. */
    void stopDelayed(TargetName target, long incarnation);

    /**
     * Reports that a stop signal was sent, which starts the grace period.
     *
     * @param at when it was sent, on the runner's monotonic clock
     */
    void signalled(TargetName target, long incarnation, Duration at);

    void sighted(TargetName target, long incarnation, AttachSelector asked, Sighting sighting);

    /** Reports a message of the target about its state (sd_notify(3)), or a line of its output that shows readiness. */
    void notified(Incarnation life, Notification told);

    /** Reports which cgroup limits apply to a target's processes. */
    void limited(Incarnation life, LimitsResult held);

    /** Reports that a hook has ended, and that none of its processes lives. */
    void hookEnded(Incarnation life, Hook hook, HookResult result);

    void faulted(AffectedComponent part, Optional<String> reason);

    /** Reports that all faults of effects for this target are over. */
    void over(TargetName target);
}
