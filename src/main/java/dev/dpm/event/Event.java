package dev.dpm.event;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.dpm.process.TargetName;

/**
 * A fact worth remembering, as a sentence: an action or an observation of the runner, with its reason. An event has no
 * time, since the journal stamps it.
 */
public sealed interface Event permits TargetEvent, RunnerEvent {

    /** The target that the event is about; empty for an event of the runner itself. */
    Optional<TargetName> target();

    /** The pid of the process that the event is about; empty: the event is about no process. */
    default OptionalLong pid() {
        return OptionalLong.empty();
    }

    /** One sentence for people, with units and cause. */
    String message();

    /** More facts for programs: JSON keys (snake_case) and values (strings, numbers, booleans). */
    default Map<String, Object> details() {
        return Map.of();
    }

    /** How urgently a person should look at the event. */
    default Severity severity() {
        return Severity.INFO;
    }

    /** The type, whose word is written in the journal. */
    default EventType type() {
        return EventType.of(this);
    }
}
