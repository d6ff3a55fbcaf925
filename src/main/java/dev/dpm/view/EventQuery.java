package dev.dpm.view;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.event.Severity;

/**
 * Selects events by all of these conditions.
 *
 * @param target a name, or {@link #RUNNER}; empty: all
 * @param after a lower sequence number
 * @param before a higher sequence number
 * @param since at this time or later
 * @param until before this time
 * @param type such as {@code TargetExited}; empty: all
 * @param severity at least
 * @param limit 1 to 1000, of the newest
 */
public record EventQuery(Optional<String> target, long after, long before, Optional<Instant> since,
        Optional<Instant> until, Optional<String> type, Optional<Severity> severity, int limit) {

    /** The largest number of events in one answer. Earlier ones follow by {@link #before}. */
    public static final int MOST_EVENTS = 1_000;
    /** Selects the runner's own events. No target has this name. */
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
