package dev.dpm.lifecycle;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.check.Checked;
import dev.dpm.config.TargetSpec;
import dev.dpm.process.AttachSelector;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Sighting;
import dev.dpm.sampling.Usage;

/**
 * The state of one target, and how each stimulus moves it. Pure: the moment comes in with the {@link Situation}, what is
 * to be done goes out with the {@link Step}.
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
 * A target that is attached to is not launched but waited for, and never ended but for a breach:
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
 * A launched life always ends through {@code Ending}: also after a crash, since what the main process left behind must be gone
 * before the next life begins. A stimulus that speaks of another incarnation changes nothing.
 */
public sealed interface TargetState permits Resting, Launching, Waiting, Living, Ending, Pausing {

    /** Supervisord's word for it. */
    Phase phase();

    /** What is carried from state to state. */
    Ledger ledger();

    /** The incarnation that lives or ends now. */
    default Optional<Life> life() {
        return Optional.empty();
    }

    /** The moment at which {@link #onDeadline} wants to be called, under the spec in force. */
    default Optional<Duration> deadline(TargetSpec spec) {
        return Optional.empty();
    }

    /** Somebody wants it to run; a fresh budget. */
    default Step onStart(Situation at, String why) {
        return Step.to(this);
    }

    /** Somebody wants it to be stopped. */
    default Step onStop(Situation at, String why) {
        return Step.to(this);
    }

    /** Somebody wants a new life, whatever is now; a fresh budget. */
    default Step onRestart(Situation at, String why) {
        return onStart(at, why);
    }

    /** Its settings changed, or the runner ends in good order: a fresh budget, and nothing else. */
    default Step onRenewed(Situation at) {
        return Step.to(this);
    }

    /** As {@link #onRenewed}; and what lasts is judged anew, since it would be answered otherwise now. */
    default Step onBreachPolicyChanged(Situation at) {
        return onRenewed(at);
    }

    /** An earlier runner's process was found to live. */
    default Step onAdopted(Situation at, long incarnation, ProcessIdentity main, Duration age) {
        return Step.to(this);
    }

    /** A launch succeeded. */
    default Step onLaunched(Situation at, long incarnation, ProcessIdentity main) {
        return Step.to(this);
    }

    /** Somebody looked for the process to attach to. */
    default Step onSighted(Situation at, long incarnation, AttachSelector asked, Sighting sighting) {
        return Step.to(this);
    }

    /** A launch did not happen. */
    default Step onLaunchFailed(Situation at, long incarnation, String reason, boolean runnersFault) {
        return Step.to(this);
    }

    /** The main process ended, and nothing is known of what it wrote. */
    default Step onExited(Situation at, long incarnation, ExitStatus status) {
        return onExited(at, incarnation, status, Optional.empty());
    }

    /**
     * The main process ended.
     *
     * @param lastLine what it wrote last, fit for a sentence
     */
    default Step onExited(Situation at, long incarnation, ExitStatus status, Optional<String> lastLine) {
        return Step.to(this);
    }

    /** Another process of the life is its main process from now on, as its pid file says. */
    default Step onSucceeded(Situation at, long incarnation, ProcessIdentity main) {
        return Step.to(this);
    }

    /** What the counter of OOM kills said right after the main process ended; comes before that end. */
    default Step onOomCounted(Situation at, long incarnation, long kills) {
        return Step.to(this);
    }

    /** Somebody counted who of an incarnation still lives. */
    default Step onSurvivorsCounted(Situation at, long incarnation, int living) {
        return Step.to(this);
    }

    /** KILL was sent to whoever lives of it, and some were counted behind that. A count from before the KILL says nothing. */
    default Step onKillOutlived(Situation at, long incarnation) {
        return Step.to(this);
    }

    /** Nobody could count or signal for want of the runner's own (descriptors); it is tried again. */
    default Step onUnobservable(Situation at, long incarnation) {
        return Step.to(this);
    }

    /** Whether KILL was sent to all that lives of it, and some lived on: what more could be done is to wait. */
    default boolean hasOutlivedKill() {
        return false;
    }

    /** Whether it is to end before its launch has come back, which nobody can hurry. */
    default boolean awaitsItsLaunch() {
        return false;
    }

    /**
     * The runner itself did not run: it was stopped, or had no processor.
     *
     * @param length how much later it woke than it meant to
     */
    default Step onStandstill(Situation at, Duration length) {
        return Step.to(this);
    }

    /** A sample arrived. A missed one is no stimulus: it neither counts nor clears. */
    default Step onAssessed(Situation at, long incarnation, Usage usage) {
        return Step.to(this);
    }

    /** A check of it is over. */
    default Step onChecked(Situation at, long incarnation, Checked result) {
        return Step.to(this);
    }

    /** Time has passed. */
    default Step onDeadline(Situation at) {
        return Step.to(this);
    }
}
