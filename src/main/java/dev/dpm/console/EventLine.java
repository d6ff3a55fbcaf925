package dev.dpm.console;

import java.time.Instant;
import java.util.List;

import dev.dpm.view.EventView;

/**
 * One line about an event, or about several combined events.
 *
 * @param target the target's name; empty for the runner's own events, and on the page of one target
 * @param mood a CSS class: {@code warn} or {@code bad} if a person should pay attention, otherwise empty
 * @param steps the events that the line combines, oldest first; empty if the line is about one event
 * @param incident the id of the incident that the event belongs to; empty if none
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

    /**
     * A copy of this line for the list inside a combined line, which stands for several events. The copy has no target
     * name, since the combined line shows the name. The copy has no HTML anchor if the combined line has the same
     * anchor.
     */
    EventLine without(long address) {
        return new EventLine(sequence == address ? 0 : sequence, time, "", message, mood, List.of(), "");
    }
}
