package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.event.Severity;

/**
 * A query for events in the journal; it finds the events that satisfy all conditions.
 *
 * @param target a target's name, or {@link #RUNNER}; empty means all targets and the runner
 * @param after only events with a higher sequence number
 * @param before only events with a lower sequence number
 * @param since only events at this time or later
 * @param until only events before this time
 * @param type an event type, such as {@code TargetExited}; empty means all types
 * @param severity only events of this severity or a worse one
 * @param limit the largest number of events, 1 to 1000; if more events match, the newest are returned
 */
public record EventQuery(Optional<String> target, long after, long before, Optional<Instant> since,
        Optional<Instant> until, Optional<String> type, Optional<Severity> severity, int limit) {

    /** The largest number of events in one response to a query; {@link #before} queries for the events before them. */
    public static final int MOST_EVENTS = 1_000;
    /** The text in place of a target's name that selects the runner's own events. No target can have this name. */
    public static final String RUNNER = "-";

    public EventQuery {
        if (limit < 1 || limit > MOST_EVENTS) {
            throw new IllegalArgumentException("no page of events: " + limit + " of them");
        }
    }

    /** A query for the newest events of one target, or of all targets and the runner. */
    public static EventQuery newest(Optional<String> target, int limit) {
        return since(target, 0, limit);
    }

    /** A query for the newest events with a higher sequence number than {@code after}. */
    public static EventQuery since(Optional<String> target, long after, int limit) {
        return new EventQuery(target, after, Long.MAX_VALUE, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), limit);
    }

    /** A copy of this query for events with a lower sequence number. */
    public EventQuery before(long sequence) {
        return new EventQuery(target, after, sequence, since, until, type, severity, limit);
    }
}
