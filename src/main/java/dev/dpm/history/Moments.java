package dev.dpm.history;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.event.Event;
import dev.dpm.event.Recorded;
import dev.dpm.event.TargetEvent;

/**
 * The wall-clock times of a target's latest events, for people.
 *
 * @param restingSince since when it is STOPPED, EXITED or FATAL
 * @param exitedAt the last end
 * @param lastLine of a process that failed
 * @param ending why the process ends or has ended
 * @param restart that led to the process
 */
public record Moments(Optional<Instant> restingSince, Optional<Instant> exitedAt, Optional<String> lastLine,
        Optional<String> ending, Optional<Restart> restart) {

    private static final String RESTARTED = "restarted: ";

    /** The value for a target without any recorded event. */
    public static final Moments NONE = new Moments(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());

    /**
     * A restart.
     *
     * @param at the launch
     * @param why such as {@code memory 127.0 MiB > 120.0 MiB in 2 of 2 samples}
     */
    public record Restart(Instant at, String why) {
    }

    /** A copy after one more event. */
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
        if (event instanceof TargetEvent.TargetStarted started) {
            return begun(recorded.time(), reasonOf(started));
        }
        if (event instanceof TargetEvent.TargetAttached) {
            return begun(recorded.time(), ending.orElse(""));
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

    /**
     * Why a launch began. It may differ from the reason of the planned restart: a command or a changed file launches a target
     * before its pause is over.
     */
    private static String reasonOf(TargetEvent.TargetStarted started) {
        return started.reason().startsWith(RESTARTED)
                ? started.reason().substring(RESTARTED.length())
                : started.reason();
    }

    private Moments begun(Instant at, String why) {
        return new Moments(Optional.empty(), exitedAt, lastLine, Optional.empty(),
                ending.map(planned -> new Restart(at, why)));
    }
}
