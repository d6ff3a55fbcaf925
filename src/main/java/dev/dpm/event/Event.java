package dev.dpm.event;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.dpm.process.TargetName;

/**
 * A fact worth remembering: what the runner did or saw, and why, as a sentence. Carries no time; whoever writes it down
 * stamps it.
 */
public sealed interface Event permits TargetEvent, RunnerEvent {

    /** The target it is about; empty for the runner's own. */
    Optional<TargetName> target();

    /** The process it is about, where there is one. */
    default OptionalLong pid() {
        return OptionalLong.empty();
    }

    /** One sentence for people, with units and cause. */
    String message();

    /** Further facts for programs: JSON-ready keys (snake_case) and values (strings, numbers, booleans). */
    default Map<String, Object> details() {
        return Map.of();
    }

    /** How much it should worry a person. */
    default Severity severity() {
        return Severity.INFO;
    }

    /** Its kind, which has the word under which it is written. */
    default EventType type() {
        return EventType.of(this);
    }
}
