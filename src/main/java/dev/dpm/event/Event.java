package dev.dpm.event;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.dpm.process.TargetName;

/** An action or observation of the runner, with its reason. The journal adds the time. */
public sealed interface Event permits TargetEvent, RunnerEvent {

    /** The target that the event is about. Empty: it is about the runner itself. */
    Optional<TargetName> target();

    default OptionalLong pid() {
        return OptionalLong.empty();
    }

    /** The event in one sentence for people, with units and cause. */
    String message();

    default Map<String, Object> details() {
        return Map.of();
    }

    /** The severity of the event. WARNING and ERROR need a person's attention. */
    default Severity severity() {
        return Severity.INFO;
    }

    default EventType type() {
        return EventType.of(this);
    }
}
