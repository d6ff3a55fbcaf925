package dev.dpm.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.dpm.view.EventView;

/**
 * One event on a page.
 *
 * @param target empty for the runner's own, and on the target's page
 * @param mood warn or bad where it should worry somebody
 */
public record EventLine(long sequence, Instant time, String target, String message, String mood) {

    static EventLine of(EventView event, boolean withTarget) {
        String mood = switch (event.severity()) {
            case "ERROR" -> "bad";
            case "WARNING" -> "warn";
            default -> "plain";
        };
        return new EventLine(event.sequence(), event.time(), withTarget ? event.target().orElse("") : "",
                Shown.oneLine(event.message()), mood);
    }

    /** @param oldestFirst as they are recorded */
    static List<EventLine> newestFirst(List<EventView> oldestFirst, boolean withTarget) {
        List<EventView> newest = new ArrayList<>(oldestFirst);
        Collections.reverse(newest);
        return newest.stream().map(event -> of(event, withTarget)).toList();
    }
}
