package dev.dpm.event;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.dpm.process.TargetName;

/** What the runner did or observed, with its reason. The journal adds the time. */
public sealed interface Event permits TargetEvent, RunnerEvent {

    /** The target; empty: the runner itself. */
    Optional<TargetName> target();

    default OptionalLong pid() {
        return OptionalLong.empty();
    }

    /** One sentence for people, with units and cause. */
    String message();

    default Map<String, Object> details() {
        return Map.of();
    }

    /** WARNING and ERROR need a person's attention. */
    default Severity severity() {
        return Severity.INFO;
    }

    default EventType type() {
        return EventType.of(this);
    }
}
