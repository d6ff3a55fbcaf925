package dev.dpm.console;

import java.time.Instant;
import java.util.List;

import dev.dpm.view.EventView;

/**
 * One event on a page.
 *
 * @param target empty for the runner's own events, and on the target's page
 * @param mood warn or bad where it should worry somebody
 * @param steps the events that it consists of, oldest first; empty: it is one event
 * @param incident the id of the incident that it belongs to; empty: none
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
                Shown.oneLine(event.message()), mood, List.of(),
                event.details().get("incident") instanceof String id ? id : "");
    }

    public boolean hasAddress() {
        return sequence > 0;
    }

    /**
     * The line as a step of an entry, which shows the target's name itself; the step whose sequence is the entry's own
     * anchor gets no anchor.
     */
    EventLine without(long address) {
        return new EventLine(sequence == address ? 0 : sequence, time, "", message, mood, List.of(), "");
    }
}
