package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

/**
 * Since when a target is as it is, and what its state alone does not tell. Times are of the wall clock; what is not
 * known, or is not so, is empty.
 *
 * @param stateSince since when it is in its state
 * @param troubleSince since when it is in trouble ({@link StatusView#isInTrouble}): FATAL, in BACKOFF, EXITED after a
 *        failure, in breach, with a failed check or given up
 * @param failed it is EXITED and not because it is done: its end was no success, or a breach brought it about
 * @param failingCheck a word for a check that fails, also before that is acted upon: {@code check 2 of 3 failed}
 * @param failingCheckSince since when that one fails
 * @param suspended its main process is stopped by a signal (SIGSTOP and its like) or a debugger, by the last sample
 * @param restart how the life that runs now came after another one
 * @param incident the newest incident of the target
 */
public record StoryView(Optional<Instant> stateSince, Optional<Instant> troubleSince, boolean failed,
        Optional<String> failingCheck, Optional<Instant> failingCheckSince, boolean suspended,
        Optional<RestartView> restart, Optional<IncidentView> incident) {

    /** Of a target without incidents. */
    public StoryView(Optional<Instant> stateSince, Optional<Instant> troubleSince, boolean failed,
            Optional<String> failingCheck, Optional<Instant> failingCheckSince, boolean suspended,
            Optional<RestartView> restart) {
        this(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                Optional.empty());
    }

    /** The same with an incident. */
    public StoryView with(Optional<IncidentView> newest) {
        return new StoryView(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                newest);
    }

    /** Nothing is known. */
    public static final StoryView NONE = new StoryView(Optional.empty(), Optional.empty(), false, Optional.empty(),
            Optional.empty(), false, Optional.empty());

    /**
     * Why a target that runs is not as new as it looks.
     *
     * @param at when the life that runs now began
     * @param ago so long ago, in seconds
     * @param why the life before it ended: {@code memory 127.0 MiB > 120.0 MiB in 2 of 2 samples}
     */
    public record RestartView(Instant at, double ago, String why) {

        /** {@code restarted 27 s ago: memory 127.0 MiB > 120.0 MiB in 2 of 2 samples}. */
        public String words() {
            return "restarted " + Figures.roughly(ago) + " ago: " + why;
        }
    }
}
