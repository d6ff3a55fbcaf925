package dev.dpm.event;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.dpm.process.TargetName;

/**
 * An action or an observation of the runner, with its reason, as a sentence. An event contains no time, since the
 * journal adds the time.
 */
public sealed interface Event permits TargetEvent, RunnerEvent {

    /** The target that the event is about; empty for an event of the runner itself. */
    Optional<TargetName> target();

    /** The pid of the process that the event is about; empty if the event is about no process. */
    default OptionalLong pid() {
        return OptionalLong.empty();
    }

    /** The event as one sentence for people, with units and cause. */
    String message();

    /** Further data of the event for programs: JSON keys (snake_case) and values (strings, numbers, booleans). */
    default Map<String, Object> details() {
        return Map.of();
    }

    /** How urgently a person should read the event: WARNING and ERROR need a person's attention. */
    default Severity severity() {
        return Severity.INFO;
    }

    /** The type of the event; the journal stores the type's word. */
    default EventType type() {
        return EventType.of(this);
    }
}
