package dev.dpm.console;

import java.time.Instant;
import java.util.List;

import dev.dpm.view.EventView;

/**
 * One event on a page.
 *
 * @param target the target's name; empty for the runner's own events, and on the target's page
 * @param mood warn or bad where the event should worry a person
 * @param steps the events that the line combines, oldest first; empty if the line is one event
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
     * A copy of this line for use inside an entry that combines several events. The copy omits the target's name, since
     * the entry shows it. It also omits the HTML anchor if the entry itself has the same anchor.
     */
    EventLine without(long address) {
        return new EventLine(sequence == address ? 0 : sequence, time, "", message, mood, List.of(), "");
    }
}
