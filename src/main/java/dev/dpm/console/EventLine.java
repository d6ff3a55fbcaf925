package dev.dpm.console;

import java.time.Instant;
import java.util.List;

import dev.dpm.view.EventView;

/**
 * A line of a page for one or more events.
 * @param target the name of the target; empty text: the event is the runner's own, or the page is about a single target, or the
 * line is inside a combined line
 * @param mood the CSS class for the event's severity: {@code plain}, {@code warn} or {@code bad}
 * @param steps the combined events, oldest first
 * @param incident the id of the event's incident; empty text: there is none
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
     * A copy of this line for the list inside a combined line: without the target's name, and without an HTML anchor if the
     * combined line has the same one.
     * @param address the number of the event that is the combined line's anchor
     */
    EventLine without(long address) {
        return new EventLine(sequence == address ? 0 : sequence, time, "", message, mood, List.of(), "");
    }
}
