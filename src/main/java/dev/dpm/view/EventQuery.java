package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.event.Severity;

/**
 * Selects events that meet all of these conditions.
 * @param target the name of a target, or {@link #RUNNER}; empty: events of all targets and of the runner
 * @param after only events with a higher sequence number
 * @param before only events with a lower sequence number
 * @param since only events at this time or later
 * @param until only events before this time
 * @param type only events of this type, such as {@code TargetExited}; empty: all types
 * @param severity only events of at least this severity
 * @param limit the largest number of events, 1 to 1000; the newest are selected
 */
public record EventQuery(Optional<String> target, long after, long before, Optional<Instant> since,
        Optional<Instant> until, Optional<String> type, Optional<Severity> severity, int limit) {

    /** The largest number of events in one answer. A further query with {@link #before} returns earlier events. */
    public static final int MOST_EVENTS = 1_000;
    /** As {@code target}, selects the runner's own events. No target has this name. */
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

    /** A copy of this query that selects only events with a lower sequence number. */
    public EventQuery before(long sequence) {
        return new EventQuery(target, after, sequence, since, until, type, severity, limit);
    }
}
