package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.event.Severity;

/**
 * Which recorded events are asked for; all that is given must hold.
 *
 * @param target a name, or {@link #RUNNER}; empty: all
 * @param after only those with a higher sequence
 * @param before only those with a lower sequence
 * @param since not earlier than that
 * @param until earlier than that
 * @param type such as {@code TargetExited}
 * @param severity that, or worse
 * @param limit the newest that many at most, 1 to 1000
 */
public record EventQuery(Optional<String> target, long after, long before, Optional<Instant> since,
        Optional<Instant> until, Optional<String> type, Optional<Severity> severity, int limit) {

    /** The most events of one answer; {@link #before} asks for the page before. */
    public static final int MOST_EVENTS = 1_000;
    /** In the place of a target's name: the runner's own events. No target can be called so. */
    public static final String RUNNER = "-";

    public EventQuery {
        if (limit < 1 || limit > MOST_EVENTS) {
            throw new IllegalArgumentException("no page of events: " + limit + " of them");
        }
    }

    /** The newest of all, or of one target. */
    public static EventQuery newest(Optional<String> target, int limit) {
        return since(target, 0, limit);
    }

    /** The newest that came after a sequence. */
    public static EventQuery since(Optional<String> target, long after, int limit) {
        return new EventQuery(target, after, Long.MAX_VALUE, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), limit);
    }

    /** The same, only those with a lower sequence: the page before. */
    public EventQuery before(long sequence) {
        return new EventQuery(target, after, sequence, since, until, type, severity, limit);
    }
}
