package dev.dpm.view;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import dev.dpm.event.EventType;
import dev.dpm.event.Severity;

/**
 * One recorded event as the command line, the console and the API show it.
 *
 * @param details further keys of the JSON object, in snake_case
 */
public record EventView(long sequence, Instant time, String type, Optional<String> target, Optional<Long> pid,
        Severity severity, String message, Map<String, Object> details) {

    /** The event type; empty where another version wrote a word that is unknown here. */
    public Optional<EventType> kind() {
        return EventType.of(type);
    }
}
