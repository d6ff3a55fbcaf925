package dev.dpm.supervision;

import java.time.Duration;
import java.util.Optional;

import dev.dpm.event.TargetEvent;
import dev.dpm.incident.Cause;
import dev.dpm.incident.Incidents.Outcome;
import dev.dpm.process.ExitStatus;

/**
 * An incident of which it is not known yet how it went. Touched by the loop's thread only.
 */
final class OpenIncident {

    final String id;
    final Cause cause;
    /** Nothing is done about it: it lasts until it is over by itself. */
    final boolean onlyNoted;
    private Optional<Duration> askedAt = Optional.empty();
    private Optional<Duration> stopTook = Optional.empty();
    private Optional<ExitStatus> exit = Optional.empty();
    private Optional<TargetEvent.TargetStarted> next = Optional.empty();
    private boolean killed;

    OpenIncident(String id, Cause cause, boolean onlyNoted, Optional<ExitStatus> exit) {
        this.id = id;
        this.cause = cause;
        this.onlyNoted = onlyNoted;
        this.exit = exit;
    }

    /** An event that tells how it goes. */
    void follow(TargetEvent event, Duration now) {
        if (event instanceof TargetEvent.TargetStopping) {
            askedAt = askedAt.or(() -> Optional.of(now));
        } else if (event instanceof TargetEvent.TargetKilled) {
            killed = true;
        } else if (event instanceof TargetEvent.TargetExited exited) {
            exit = Optional.of(exited.status());
        } else if (event instanceof TargetEvent.TargetStarted started) {
            next = Optional.of(started);
        }
    }

    /** Nothing is left of what was stopped. */
    void emptied(Duration now) {
        stopTook = stopTook.or(() -> askedAt.map(now::minus));
    }

    Outcome outcome(String how) {
        return new Outcome(how, exit, stopTook, killed, next);
    }
}
