package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

/**
 * When a target entered its state, and facts that the state does not express. Times are on the wall clock; values that
 * are unknown or do not apply are empty.
 *
 * @param stateSince when the target entered its present state
 * @param troubleSince when the target got into trouble ({@link StatusView#isInTrouble}): FATAL, in BACKOFF, EXITED
 *     after a failure, in breach, with a failed check or given up
 * @param failed whether the target is EXITED after a failure (a failing exit status, or a breach). Also true if the
 *     target is WAITING for a target that does not start without a person's help
 * @param failingCheck words about a failing check, even before the runner acts: {@code check 2 of 3 failed}
 * @param failingCheckSince when that check began to fail
 * @param suspended whether a signal such as SIGSTOP, or a debugger, had stopped the main process at the last sample
 * @param restart the restart that launched the present process; empty if it was not launched by a restart
 * @param incident the newest incident of the target; empty if it had none
 * @param nextRunAt when the target's schedule starts its next run, or its restart_schedule restarts the target
 * @param statusText what the process last reported about itself (STATUS= of sd_notify(3)), as text for people
 * @param pending a phrase about changed settings that come into force only when somebody restarts the target or reloads
 *     the configuration, such as {@code nice from 0 to 5}
 */
public record StoryView(Optional<Instant> stateSince, Optional<Instant> troubleSince, boolean failed,
        Optional<String> failingCheck, Optional<Instant> failingCheckSince, boolean suspended,
        Optional<RestartView> restart, Optional<IncidentView> incident, Optional<String> statusText,
        Optional<Instant> nextRunAt, Optional<String> pending) {

    /**
     * Makes the view of a target without an incident, without a next run, and without a report of the process about
     * itself.
     */
    public StoryView(Optional<Instant> stateSince, Optional<Instant> troubleSince, boolean failed,
            Optional<String> failingCheck, Optional<Instant> failingCheckSince, boolean suspended,
            Optional<RestartView> restart) {
        this(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A copy of this view with the target's newest incident. */
    public StoryView with(Optional<IncidentView> newest) {
        return new StoryView(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                newest, statusText, nextRunAt, pending);
    }

    /** A copy of this view with the text that the target's process reported about itself. */
    public StoryView saying(String text) {
        return new StoryView(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                incident, Optional.of(text), nextRunAt, pending);
    }

    /** A copy of this view with the time of the target's next run or restart. */
    public StoryView running(Instant next) {
        return new StoryView(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                incident, statusText, Optional.of(next), pending);
    }

    /**
     * A copy of this view for a target whose configuration file has settings that are not in force yet.
     *
     * @param changes a phrase that names these settings
     */
    public StoryView pending(String changes) {
        return new StoryView(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                incident, statusText, nextRunAt, Optional.of(changes));
    }

    /** The view of a target about which nothing is known. */
    public static final StoryView NONE = new StoryView(Optional.empty(), Optional.empty(), false, Optional.empty(),
            Optional.empty(), false, Optional.empty());

    /**
     * The restart that launched the target's present process.
     *
     * @param at when the present process was launched
     * @param ago seconds since then
     * @param why why the previous process ended: {@code memory 127.0 MiB > 120.0 MiB in 2 of 2 samples}
     */
    public record RestartView(Instant at, double ago, String why) {

        /** This restart as a phrase: {@code restarted 27 s ago: memory 127.0 MiB > 120.0 MiB in 2 of 2 samples}. */
        public String words() {
            return "restarted " + Figures.roughly(ago) + " ago: " + why;
        }
    }
}
