package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.event.Severity;

/**
 * A query for recorded events; an event must meet all conditions.
 *
 * @param target a name, or {@link #RUNNER}; empty: all targets and the runner
 * @param after only events with a higher sequence
 * @param before only events with a lower sequence
 * @param since only events at this time or later
 * @param until only events before this time
 * @param type an event type, such as {@code TargetExited}; empty: all types
 * @param severity only events of this severity or a worse one
 * @param limit the largest number of events, 1 to 1000; the newest are chosen
 */
public record EventQuery(Optional<String> target, long after, long before, Optional<Instant> since,
        Optional<Instant> until, Optional<String> type, Optional<Severity> severity, int limit) {

    /** The largest number of events of one answer; {@link #before} asks for the preceding page. */
    public static final int MOST_EVENTS = 1_000;
    /** Stands for the runner's own events in place of a target's name. No target can have this name. */
    public static final String RUNNER = "-";

    public EventQuery {
        if (limit < 1 || limit > MOST_EVENTS) {
            throw new IllegalArgumentException("no page of events: " + limit + " of them");
        }
    }

    /** Makes the query for the newest events: of everything, or of one target. */
    public static EventQuery newest(Optional<String> target, int limit) {
        return since(target, 0, limit);
    }

    /** Makes the query for the newest events after a sequence. */
    public static EventQuery since(Optional<String> target, long after, int limit) {
        return new EventQuery(target, after, Long.MAX_VALUE, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), limit);
    }

    /** A copy of this query for the preceding page: events with a lower sequence. */
    public EventQuery before(long sequence) {
        return new EventQuery(target, after, sequence, since, until, type, severity, limit);
    }
}
