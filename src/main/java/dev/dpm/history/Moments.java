package dev.dpm.history;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.event.Event;
import dev.dpm.event.Recorded;
import dev.dpm.event.TargetEvent;

/**
 * The wall-clock times of a target's latest events. These times answer people's questions: since when the target is in
 * its state, or why it was restarted. No decision of the runner depends on them.
 *
 * @param restingSince since when the target is STOPPED, EXITED or FATAL; empty if the target is in another state, or if
 * no runner ran when the state began
 * @param exitedAt when the last process of the target ended
 * @param lastLine the last line of that process's output, if the process failed
 * @param ending why the current process has ended or is being ended; empty if the process has not ended and the runner
 * is not ending it
 * @param restart the restart that led to the current process; empty if no restart did
 */
public record Moments(Optional<Instant> restingSince, Optional<Instant> exitedAt, Optional<String> lastLine,
        Optional<String> ending, Optional<Restart> restart) {

    /** The value for a target of which no moment (the wall-clock time of an event) has been recorded. */
    public static final Moments NONE = new Moments(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());

    /**
     * A restart.
     *
     * @param at when the new process was launched
     * @param why why the old process ended: {@code memory 127.0 MiB > 120.0 MiB in 2 of 2 samples}
     */
    public record Restart(Instant at, String why) {
    }

    /** A copy of the target's moments (wall-clock times of its latest events) after one more event. */
    public Moments after(Recorded recorded) {
        Event event = recorded.event();
        if (event instanceof TargetEvent.TargetStopping stopping) {
            return endingBecause(stopping.reason());
        }
        if (event instanceof TargetEvent.RestartScheduled scheduled) {
            return endingBecause(scheduled.reason());
        }
        if (event instanceof TargetEvent.TargetExited exited) {
            return ended(recorded.time(), exited);
        }
        if (event instanceof TargetEvent.TargetStarted || event instanceof TargetEvent.TargetAttached) {
            return begun(recorded.time());
        }
        boolean rests = event instanceof TargetEvent.TargetStopped || event instanceof TargetEvent.TargetGaveUp
                || event instanceof TargetEvent.TargetLetGo;
        return rests
                ? new Moments(Optional.of(recorded.time()), exitedAt, lastLine, Optional.empty(), restart)
                : this;
    }

    private Moments endingBecause(String why) {
        return new Moments(restingSince, exitedAt, lastLine, Optional.of(why), restart);
    }

    private Moments ended(Instant at, TargetEvent.TargetExited exited) {
        Optional<String> why = exited.asked() ? ending : Optional.of("ended with " + exited.status().words());
        return new Moments(Optional.empty(), Optional.of(at), exited.lastLine(), why, restart);
    }

    private Moments begun(Instant at) {
        return new Moments(Optional.empty(), exitedAt, lastLine, Optional.empty(),
                ending.map(why -> new Restart(at, why)));
    }
}
