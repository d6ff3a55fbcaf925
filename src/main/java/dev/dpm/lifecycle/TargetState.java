package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.check.Checked;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.Timing.Overlap;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.AttachSelector;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Hook;
import dev.dpm.process.Notification;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.RestartCause;
import dev.dpm.process.Sighting;
import dev.dpm.process.Signal;
import dev.dpm.sampling.Usage;

/**
 * The state of one target in its state machine. Each method {@code on…} is a stimulus (a command, an exit, a sample) and
 * returns a {@link Step} with the next state and the effects to perform. The methods do no I/O; the {@link Situation}
 * contains the present moment.
 *
 * <pre>
 *                 onStart                 onLaunched               start_seconds
 *   Resting ──────────────► Launching ────────────────► Living ────────────────► Living
 *   STOPPED EXITED FATAL     STARTING                  STARTING                 RUNNING
 *      ▲                      ▲  │ onLaunchFailed         │                        │
 *      │                      │  ▼                        │ onExited, breach,      │
 *      │               delay  │ Pausing ◄─────────────┐   │ onStop, onRestart      │
 *      │                over  │ BACKOFF               │   ▼                        │
 *      │                      └───┘                   └─ Ending ◄──────────────────┘
 *      └──────────────────────────────────────────────── STOPPING (until nothing is left)
 * </pre>
 *
 * <p>
 * The runner does not launch the process of an attached target, but searches for it. The runner ends that process only
 * for an exceeded threshold or a failed check, or by a person's command (onTerminate):
 *
 * <pre>
 *             onStart              onSighted (exactly one)
 *   Resting ──────────► Waiting ───────────────────────────► Living
 *      ▲                WAITING ◄─────────────────────────────┤  │ breach, on_breach terminate
 *      │                   ▲          onExited                │  ▼
 *      │                   └──────────────────────────────────┼─ Ending
 *      └──────────── onStop, from any of them: let go ◄───────┘  STOPPING
 * </pre>
 *
 * <p>
 * Hooks of the target (commands of the user) add states: {@code Preparing} while pre_start runs, before Launching;
 * {@code RunningStopCommand} while stop_command runs, between Living and Ending; {@code Cleaning} while post_stop runs,
 * after Ending:
 *
 * <pre>
 *   Preparing ── passed ──► Launching ──► Living ──► RunningStopCommand ──► Ending ──► Cleaning ──► {@link AfterExit}
 *    STARTING                                             STOPPING                      STOPPING
 *       └── failed: a failed launch ──────────────────────────────────────────────────────►┘
 * </pre>
 *
 * <p>
 * A target whose dependencies are not met is in the state {@code AwaitingDependencies} (WAITING) in place of
 * {@code Launching}, until {@code onCleared} or onStop.
 *
 * <p>
 * A target with a schedule is in the state {@code Scheduled} (WAITING) between its runs. {@code onPlanned} leads to that
 * state, {@code onDue} or onStart launches the target, and the end of a run leads back to it instead of to EXITED.
 *
 * <p>
 * A launched incarnation (one life of the target) always passes through {@code Ending}, also after a crash: processes
 * that the main process left behind must end before the next incarnation begins. A stimulus about an earlier incarnation
 * changes nothing.
 */
public sealed interface TargetState
        permits Resting, Preparing, Launching, AwaitingDependencies, Scheduled, Waiting, Living, StoppingState,
        Pausing {

    /** The name of the target's state for users, in supervisord's words. */
    Phase phase();

    /** The facts about the target that outlast its state, such as its restart budget. */
    Ledger ledger();

    /** The launch that is starting, running or being ended; empty: the target has no process. */
    default Optional<Life> life() {
        return Optional.empty();
    }

    /** What happens when no process of the target is left; empty: the target is not being ended. */
    default Optional<AfterExit> following() {
        return Optional.empty();
    }

    /** When {@link #onDeadline} must be called, on the runner's monotonic clock; empty: no call is needed. */
    default Optional<Duration> deadline(TargetSpec spec) {
        return Optional.empty();
    }

    /** Somebody wants the target to run. Its restart budget becomes full again. */
    default Step onStart(Situation at, String why) {
        return Step.to(this);
    }

    /** Somebody wants the target to be stopped. */
    default Step onStop(Situation at, String why) {
        return Step.to(this);
    }

    /** Somebody wants the target to be launched again, in any state. Its restart budget becomes full again. */
    default Step onRestart(Situation at, String why) {
        return onStart(at, why);
    }

    /** The target's settings changed. Its restart budget becomes full again. */
    default Step onRenewed(Situation at) {
        return Step.to(this);
    }

    /**
     * The setting {@code on_breach} changed: as {@link #onRenewed}, and the new action is taken for an exceeded threshold or
     * failing check that lasts.
     */
    default Step onBreachPolicyChanged(Situation at) {
        return onRenewed(at);
    }

    /**
     * The runner has found a living process that an earlier runner launched.
     *
     * @param age how long the process has lived
     */
    default Step onAdopted(Situation at, long incarnation, ProcessIdentity main, Duration age) {
        return Step.to(this);
    }

    /**
     * A launch of the target succeeded.
     *
     * @param main the new process
     */
    default Step onLaunched(Situation at, long incarnation, ProcessIdentity main) {
        return Step.to(this);
    }

    /**
     * A search for the process to which the target is to attach is finished.
     *
     * @param asked the selector that the search used
     */
    default Step onSighted(Situation at, long incarnation, AttachSelector asked, Sighting sighting) {
        return Step.to(this);
    }

    /**
     * A launch failed.
     *
     * @param reason why the launch failed, as a phrase
     * @param runnersFault true: the runner itself lacked memory, threads or file descriptors
     */
    default Step onLaunchFailed(Situation at, long incarnation, String reason, boolean runnersFault) {
        return Step.to(this);
    }

    /** The main process ended, and its last output line is unknown. */
    default Step onExited(Situation at, long incarnation, ExitStatus status) {
        return onExited(at, incarnation, status, "");
    }

    /**
     * The main process ended.
     *
     * @param lastLine the last line of its output, shortened; empty text: unknown
     */
    default Step onExited(Situation at, long incarnation, ExitStatus status, String lastLine) {
        return Step.to(this);
    }

    /** The target's pid file names another process, which is the main process from now on. */
    default Step onSucceeded(Situation at, long incarnation, ProcessIdentity main) {
        return Step.to(this);
    }

    /** The counter of OOM kills was read after the end of the main process, before {@link #onExited}. */
    default Step onOomCounted(Situation at, long incarnation, long kills) {
        return Step.to(this);
    }

    /** The living processes of the target were counted. */
    default Step onSurvivorsCounted(Situation at, long incarnation, int living) {
        return Step.to(this);
    }

    /** A count after SIGKILL still found living processes. */
    default Step onKillOutlived(Situation at, long incarnation) {
        return Step.to(this);
    }

    /**
     * The target's processes could not be counted or signalled for lack of file descriptors, or the stop signal was sent late.
     * The grace period begins anew.
     */
    default Step onStopDelayed(Situation at, long incarnation) {
        return Step.to(this);
    }

    /** Whether processes of the target have survived SIGKILL. */
    default boolean hasOutlivedKill() {
        return false;
    }

    /** Whether a stop was ordered while the launch is still under way. */
    default boolean awaitsItsLaunch() {
        return false;
    }

    /**
     * The runner itself did not run for some time, because it was stopped by a signal or got no processor.
     *
     * @param length how long the runner did not run
     */
    default Step onStandstill(Situation at, Duration length) {
        return Step.to(this);
    }

    /** A new sample of the target's CPU time and memory. A missed sample causes no call. */
    default Step onAssessed(Situation at, long incarnation, Usage usage) {
        return Step.to(this);
    }

    /** A check of the target has a new result. */
    default Step onChecked(Situation at, long incarnation, Checked result) {
        return Step.to(this);
    }

    /** The target has reported its state (sd_notify(3)), or its output matched the pattern that shows readiness. */
    default Step onNotified(Situation at, long incarnation, Notification told) {
        return Step.to(this);
    }

    /** A hook of the target has ended, and none of its processes is left. */
    default Step onHookEnded(Situation at, long incarnation, Hook hook, HookResult result) {
        return Step.to(this);
    }

    /** A person orders the target to reread its own configuration. */
    default Step onReload(Situation at, String why) {
        return Step.to(this);
    }

    /** A person orders the runner to send a signal to the target. */
    default Step onSignal(Situation at, Signal signal, String why) {
        return Step.to(this);
    }

    /** A person orders the end of an attached process. The program that started it is expected to start it again. */
    default Step onTerminate(Situation at, String why) {
        return Step.to(this);
    }

    /**
     * The state of the target's dependencies may have changed.
     *
     * @param at says whether a launch is allowed now
     */
    default Step onCleared(Situation at) {
        return Step.to(this);
    }

    /** From now on, the target is launched only by its schedule. */
    default Step onPlanned(Situation at, String why) {
        return Step.to(this);
    }

    /**
     * A scheduled time has come. If the last run has not ended, {@code schedule_overlap} decides.
     *
     * @param why the scheduled time, as a phrase
     */
    default Step onDue(Situation at, String why) {
        return at.spec().timing().overlap() == Overlap.SKIP
                ? Step.to(this).noting(new TargetEvent.RunMissed(at.name(), why,
                        "the last run still lasts (schedule_overlap: skip)"))
                : Step.to(this);
    }

    /**
     * When an instance reaches its longest running time; empty: it has none. It is then restarted as soon as all other
     * instances are RUNNING. A target without instances has a {@link #deadline} instead.
     */
    default Optional<Duration> recycleAt(TargetSpec spec) {
        return Optional.empty();
    }

    /**
     * The target must be launched again because of changed files, {@code restart_schedule} or its longest running time.
     *
     * @param cause which of these
     */
    default Step onRecycle(Situation at, RestartCause cause, String why) {
        return Step.to(this);
    }

    /** The moment that {@link #deadline} returned has come. */
    default Step onDeadline(Situation at) {
        return Step.to(this);
    }
}
