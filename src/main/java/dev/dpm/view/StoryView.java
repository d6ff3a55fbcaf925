package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

/**
 * The times of a target's state, and facts that the state alone does not show. Times are on the wall clock; values that
 * are unknown, or do not apply, are empty.
 *
 * @param stateSince since when the target is in its state
 * @param troubleSince since when the target is in trouble ({@link StatusView#isInTrouble}): FATAL, in BACKOFF, EXITED
 * after a failure, in breach, with a failed check or given up
 * @param failed whether the target is EXITED because of a failure (its exit status was no success, or a breach caused
 * the end), or is WAITING for a target that will not come up without a person's help
 * @param failingCheck words for a failing check, also before the runner reacts: {@code check 2 of 3 failed}
 * @param failingCheckSince since when that check fails
 * @param suspended whether the main process was stopped by a signal (SIGSTOP or a similar one) or by a debugger at the
 * last sample
 * @param restart the restart that led to the present incarnation; empty: no restart did
 * @param incident the newest incident of the target
 * @param nextRunAt when the target's schedule runs it next, or its restart_schedule launches it anew
 * @param statusText the process's own report on its state (STATUS= of sd_notify(3)), for people
 * @param pending a phrase about settings in the target's file that take effect only with the next commanded restart or
 * a reload, such as {@code nice from 0 to 5}
 */
public record StoryView(Optional<Instant> stateSince, Optional<Instant> troubleSince, boolean failed,
        Optional<String> failingCheck, Optional<Instant> failingCheckSince, boolean suspended,
        Optional<RestartView> restart, Optional<IncidentView> incident, Optional<String> statusText,
        Optional<Instant> nextRunAt, Optional<String> pending) {

    /** A story without incidents, and without a report of the process about its state. */
    public StoryView(Optional<Instant> stateSince, Optional<Instant> troubleSince, boolean failed,
            Optional<String> failingCheck, Optional<Instant> failingCheckSince, boolean suspended,
            Optional<RestartView> restart) {
        this(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A copy with an incident. */
    public StoryView with(Optional<IncidentView> newest) {
        return new StoryView(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                newest, statusText, nextRunAt, pending);
    }

    /** A copy with the process's own report on its state. */
    public StoryView saying(String text) {
        return new StoryView(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                incident, Optional.of(text), nextRunAt, pending);
    }

    /** A copy with the moment of the next run or restart. */
    public StoryView running(Instant next) {
        return new StoryView(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                incident, statusText, Optional.of(next), pending);
    }

    /**
     * A copy for a target whose configuration file has settings that are not in force yet; the text is a phrase that
     * names these settings.
     */
    public StoryView pending(String changes) {
        return new StoryView(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                incident, statusText, nextRunAt, Optional.of(changes));
    }

    /** A story in which nothing is known. */
    public static final StoryView NONE = new StoryView(Optional.empty(), Optional.empty(), false, Optional.empty(),
            Optional.empty(), false, Optional.empty());

    /**
     * The restart that led to the present incarnation.
     *
     * @param at when that incarnation began
     * @param ago the same moment in seconds before now
     * @param why why the previous incarnation ended: {@code memory 127.0 MiB > 120.0 MiB in 2 of 2 samples}
     */
    public record RestartView(Instant at, double ago, String why) {

        /** The restart in words: {@code restarted 27 s ago: memory 127.0 MiB > 120.0 MiB in 2 of 2 samples}. */
        public String words() {
            return "restarted " + Figures.roughly(ago) + " ago: " + why;
        }
    }
}
