package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

/**
 * When a target entered its state, and further facts about the state. Unknown values are empty.
 * @param stateSince when the target entered its state
 * @param troubleSince since when the target needs attention, see {@link StatusView#isInTrouble}
 * @param failed whether the target is EXITED after a failure, or waits for a person
 * @param failingCheck a phrase such as {@code check 2 of 3 failed}
 * @param suspended whether SIGSTOP or a debugger has stopped the main process
 * @param restart the restart that launched the process; empty: no restart did
 * @param incident the target's newest incident
 * @param nextRunAt the next run of the target's schedule
 * @param statusText the text that the target sent as STATUS= of sd_notify(3)
 * @param pending settings that apply only after a restart, such as {@code nice from 0 to 5}
 */
public record StoryView(Optional<Instant> stateSince, Optional<Instant> troubleSince, boolean failed,
        Optional<String> failingCheck, Optional<Instant> failingCheckSince, boolean suspended,
        Optional<RestartView> restart, Optional<IncidentView> incident, Optional<String> statusText,
        Optional<Instant> nextRunAt, Optional<String> pending) {

    public StoryView(Optional<Instant> stateSince, Optional<Instant> troubleSince, boolean failed,
            Optional<String> failingCheck, Optional<Instant> failingCheckSince, boolean suspended,
            Optional<RestartView> restart) {
        this(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public StoryView with(Optional<IncidentView> newest) {
        return new StoryView(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                newest, statusText, nextRunAt, pending);
    }

    public StoryView saying(String text) {
        return new StoryView(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                incident, Optional.of(text), nextRunAt, pending);
    }

    public StoryView running(Instant next) {
        return new StoryView(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                incident, statusText, Optional.of(next), pending);
    }

    /**
     * A copy of this view with other words about settings that apply only after a restart of the target.
     * @param changes a phrase about these settings
     */
    public StoryView pending(String changes) {
        return new StoryView(stateSince, troubleSince, failed, failingCheck, failingCheckSince, suspended, restart,
                incident, statusText, nextRunAt, Optional.of(changes));
    }

    /** The value for a target of which nothing is known. */
    public static final StoryView NONE = new StoryView(Optional.empty(), Optional.empty(), false, Optional.empty(),
            Optional.empty(), false, Optional.empty());

    /**
     * A restart of a target.
     * @param at the time of the launch
     * @param ago seconds since the launch
     * @param why the reason, such as {@code memory 127.0 MiB > 120.0 MiB in 2 of 2 samples}
     */
    public record RestartView(Instant at, double ago, String why) {

        /** A phrase about the restart: {@code restarted 27 s ago: memory 127.0 MiB > 120.0 MiB in 2 of 2 samples}. */
        public String words() {
            return "restarted " + Figures.roughly(ago) + " ago: " + why;
        }
    }
}
