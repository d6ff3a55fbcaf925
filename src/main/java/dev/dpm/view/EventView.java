package dev.dpm.view;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import dev.dpm.event.EventType;
import dev.dpm.event.Severity;

/**
 * One event of the journal, as command line, console and API show it.
 * @param details further members of the event's JSON object, with keys in snake_case
 */
public record EventView(long sequence, Instant time, String type, Optional<String> target, Optional<Long> pid,
        Severity severity, String message, Map<String, Object> details) {

    /** The event's type; empty: this version of the runner does not know the type. */
    public Optional<EventType> kind() {
        return EventType.of(type);
    }
}
