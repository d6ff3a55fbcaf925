package dev.dpm.console;

import java.time.Instant;
import java.util.List;

import dev.dpm.view.EventView;

/**
 * A line for one or more events.
 *
 * @param target the name of the event's target; empty text if the event is the runner's own, or if the line is on the
 *     page of a single target or inside a combined line, where it needs no name
 * @param mood {@code warn}, {@code bad} or empty
 * @param steps the combined events, oldest first
 * @param incident the id of the event's incident; empty text: none
 */
public record EventLine(long sequence, Instant time, String target, String message, String mood,
        List<EventLine> steps, String incident) {

    public EventLine {
        steps = List.copyOf(steps);
    }

    static EventLine of(EventView event, boolean withTarget) {
        String mood = switch (event.severity()) {
            case ERROR -> "bad";
            case WARNING -> "warn";
            case INFO, DEBUG -> "plain";
        };
        return new EventLine(event.sequence(), event.time(), withTarget ? event.target().orElse("") : "",
                VisibleText.oneLine(event.message()), mood, List.of(),
                event.details().get("incident") instanceof String id ? id : "");
    }

    public boolean hasAddress() {
        return sequence > 0;
    }

    /** A copy for the list inside a combined line: without the target, and without an anchor that the combined line has. */
    EventLine without(long address) {
        return new EventLine(sequence == address ? 0 : sequence, time, "", message, mood, List.of(), "");
    }
}
