package dev.dpm.history;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.event.Event;
import dev.dpm.event.Recorded;
import dev.dpm.event.TargetEvent;

/**
 * When a target's latest events happened, on the wall clock. Unknown values are empty.
 * @param restingSince since when the target is STOPPED, EXITED or FATAL
 * @param exitedAt when the target's process last ended
 * @param lastLine the last line of output of a process that failed
 * @param endedBy what is known about the last end of the process besides the exit status, such as {@code OOM kill seen}
 * @param ending why the process is being ended, or has ended
 * @param restart the restart that launched the process
 */
public record Moments(Optional<Instant> restingSince, Optional<Instant> exitedAt, Optional<String> lastLine,
        Optional<String> endedBy, Optional<String> ending, Optional<Restart> restart) {

    private static final String RESTARTED = "restarted: ";

    /** The value for a target without any recorded event. */
    public static final Moments NONE = new Moments(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * A restart of a target.
     * @param at the time of the launch
     * @param why the reason, such as {@code memory 127.0 MiB > 120.0 MiB in 2 of 2 samples}
     */
    public record Restart(Instant at, String why) {
    }

    /** A copy of these values after one more event. */
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
                ? new Moments(Optional.of(recorded.time()), exitedAt, lastLine, endedBy, Optional.empty(), restart)
                : this;
    }

    private Moments endingBecause(String why) {
        return new Moments(restingSince, exitedAt, lastLine, endedBy, Optional.of(why), restart);
    }

    private Moments ended(Instant at, TargetEvent.TargetExited exited) {
        Optional<String> why = exited.asked() ? ending : Optional.of("ended with " + exited.status().words());
        return new Moments(Optional.empty(), Optional.of(at), exited.lastLine(), exited.evidence(), why, restart);
    }

    /**
     * Why a launch began. The reason may differ from that of the planned restart: a command or a changed file may launch the
     * target before the delay of the planned restart is over.
     */
    private static String reasonOf(TargetEvent.TargetStarted started) {
        return started.reason().startsWith(RESTARTED)
                ? started.reason().substring(RESTARTED.length())
                : started.reason();
    }

    private Moments begun(Instant at, String why) {
        return new Moments(Optional.empty(), exitedAt, lastLine, endedBy, Optional.empty(),
                ending.map(planned -> new Restart(at, why)));
    }
}
