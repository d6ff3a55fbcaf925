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
 * The state of one target, and how each stimulus moves it. Pure: the {@link Situation} brings the present moment, and the {@link Step} contains the effects to perform.
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
 * The runner does not launch an attached target, but waits for its process, and ends the process only for a breach, or
 * because a person asks for it (onTerminate):
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
 * Hooks of the target add states: {@code Preparing} (its pre_start runs) before Launching, {@code Asking} (its
 * stop_command runs) between Living and Ending, {@code Cleaning} (its post_stop runs) behind an incarnation:
 *
 * <pre>
 *   Preparing ── passed ──► Launching ──► Living ──► Asking ──► Ending ──► Cleaning ──► what follows
 *    STARTING                                        STOPPING               STOPPING
 *       └── failed: a failed launch ────────────────────────────────────────►┘
 * </pre>
 *
 * <p>
 * A target whose dependencies are not met yet is {@code Held}, also WAITING, wherever {@code Launching} would begin; it
 * leaves by {@code onCleared} or onStop.
 *
 * <p>
 * A target with a schedule is {@code Scheduled} between its runs, also WAITING: it gets there by {@code onPlanned}, is
 * launched by {@code onDue} or onStart, and comes back where another target would be EXITED.
 *
 * <p>
 * A launched incarnation always ends through {@code Ending}, also after a crash: processes that the main process left behind must be gone
 * before the next incarnation begins. A stimulus about another incarnation changes nothing.
 */
public sealed interface TargetState
        permits Resting, Preparing, Launching, Held, Scheduled, Waiting, Living, Closing, Pausing {

    /** The name of the state, in supervisord's words. */
    Phase phase();

    /** The facts that are carried from state to state. */
    Ledger ledger();

    /** The incarnation that lives or ends now. */
    default Optional<Life> life() {
        return Optional.empty();
    }

    /**
     * What happens to the target once no process of its ending incarnation is left, such as a restart or rest; empty: no
     * incarnation is ending.
     */
    default Optional<After> following() {
        return Optional.empty();
    }

    /** The moment at which {@link #onDeadline} must be called, by the spec in force; empty: no call is needed. */
    default Optional<Duration> deadline(TargetSpec spec) {
        return Optional.empty();
    }

    /** A person or the runner wants the target to run. The target gets a fresh restart budget. */
    default Step onStart(Situation at, String why) {
        return Step.to(this);
    }

    /** A person or the runner wants the target to be stopped. */
    default Step onStop(Situation at, String why) {
        return Step.to(this);
    }

    /** A person or the runner wants a new incarnation, in any state of the target; the restart budget is renewed. */
    default Step onRestart(Situation at, String why) {
        return onStart(at, why);
    }

    /**
     * The settings of the target changed, or the runner ends in an orderly way: the restart budget is renewed, and
     * nothing else changes.
     */
    default Step onRenewed(Situation at) {
        return Step.to(this);
    }

    /**
     * The setting {@code on_breach} of the target changed, perhaps among others. In addition to {@link #onRenewed}, a
     * breach or failing check that already lasts is evaluated again, so that the new action is taken for it.
     */
    default Step onBreachPolicyChanged(Situation at) {
        return onRenewed(at);
    }

    /** A living process of an earlier runner was found. */
    default Step onAdopted(Situation at, long incarnation, ProcessIdentity main, Duration age) {
        return Step.to(this);
    }

    /** A launch succeeded. */
    default Step onLaunched(Situation at, long incarnation, ProcessIdentity main) {
        return Step.to(this);
    }

    /** The result of a search for the process to attach to. */
    default Step onSighted(Situation at, long incarnation, AttachSelector asked, Sighting sighting) {
        return Step.to(this);
    }

    /** A launch failed. */
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
     * @param lastLine the last line of its output, shortened and in one line; empty text: unknown
     */
    default Step onExited(Situation at, long incarnation, ExitStatus status, String lastLine) {
        return Step.to(this);
    }

    /** Another process of the incarnation has become its main process, according to the pid file. */
    default Step onSucceeded(Situation at, long incarnation, ProcessIdentity main) {
        return Step.to(this);
    }

    /**
     * The counter of OOM kills was read, right after the main process ended. This stimulus comes before the stimulus of
     * that end.
     */
    default Step onOomCounted(Situation at, long incarnation, long kills) {
        return Step.to(this);
    }

    /** The living processes of an incarnation were counted. */
    default Step onSurvivorsCounted(Situation at, long incarnation, int living) {
        return Step.to(this);
    }

    /**
     * KILL was sent to all living processes, and a count made after that still found some. (A count made before the
     * KILL would prove nothing.)
     */
    default Step onKillOutlived(Situation at, long incarnation) {
        return Step.to(this);
    }

    /** Processes could not be counted or signalled because the runner lacks descriptors; the runner tries again. */
    default Step onUnobservable(Situation at, long incarnation) {
        return Step.to(this);
    }

    /** Whether KILL was sent to all living processes and some of them survived, so that the runner can only wait. */
    default boolean hasOutlivedKill() {
        return false;
    }

    /** Whether the target must end, but its launch has not returned yet. */
    default boolean awaitsItsLaunch() {
        return false;
    }

    /**
     * The runner itself did not run for a while: a signal had stopped it, or the machine gave it no processor time.
     *
     * @param length how much later than planned the runner woke up
     */
    default Step onStandstill(Situation at, Duration length) {
        return Step.to(this);
    }

    /** A sample arrived. A missed sample is no stimulus, so it changes no counter. */
    default Step onAssessed(Situation at, long incarnation, Usage usage) {
        return Step.to(this);
    }

    /** A check of the target is over. */
    default Step onChecked(Situation at, long incarnation, Checked result) {
        return Step.to(this);
    }

    /** A process of the incarnation has reported its state (sd_notify(3)), or the output has shown it. */
    default Step onNotified(Situation at, long incarnation, Notification told) {
        return Step.to(this);
    }

    /** A hook of the incarnation has ended, by itself or by a kill, and no process of the hook is left. */
    default Step onHookEnded(Situation at, long incarnation, Hook hook, HookResult result) {
        return Step.to(this);
    }

    /** A person orders the target to reread its own configuration. */
    default Step onReload(Situation at, String why) {
        return Step.to(this);
    }

    /** A person orders a signal to the target. */
    default Step onSignal(Situation at, Signal signal, String why) {
        return Step.to(this);
    }

    /**
     * A person wants the process of an attached target ended, as {@code on_breach terminate} does, so that the
     * process's own supervisor starts it again. Spends no restart.
     */
    default Step onTerminate(Situation at, String why) {
        return Step.to(this);
    }

    /** The dependencies of this target may have changed; the situation says whether they allow a launch now. */
    default Step onCleared(Situation at) {
        return Step.to(this);
    }

    /** The target is wanted from now on, but must not run before its schedule says so. */
    default Step onPlanned(Situation at, String why) {
        return Step.to(this);
    }

    /**
     * A run of the target's schedule is due. Where the last run still lasts, two runs overlap.
     *
     * @param why when the run is due, as a phrase
     */
    default Step onDue(Situation at, String why) {
        return at.spec().timing().overlap() == Overlap.SKIP
                ? Step.to(this).noting(new TargetEvent.RunMissed(at.name(), why,
                        "the last run still lasts (schedule_overlap: skip)"))
                : Step.to(this);
    }

    /**
     * The moment at which an instance has reached its longest running time. The instance is launched anew as soon as
     * all other instances of its target are running; empty: never. A target that is not an instance has a {@link
     * #deadline} instead.
     */
    default Optional<Duration> recycleAt(TargetSpec spec) {
        return Optional.empty();
    }

    /**
     * The target must be relaunched, because its watched files changed or, if it is RUNNING, because its {@code
     * restart_schedule} or its longest running time says so.
     */
    default Step onRecycle(Situation at, RestartCause cause, String why) {
        return Step.to(this);
    }

    /** The deadline has come. */
    default Step onDeadline(Situation at) {
        return Step.to(this);
    }
}
