package dev.dpm.console;

import java.util.List;

import dev.dpm.view.EventView;
import dev.dpm.view.Operations;
import dev.dpm.view.TargetView;

/**
 * A page of events, newest first.
 *
 * @param target empty text: all
 * @param path without query
 * @param targets the names in the selection list
 * @param older the URL of older events; empty text: none
 */
public record EventsPage(String target, String path, EventFilter filter, List<String> targets,
        List<EventLine> events, String older) {

    private static final int EVENTS = 100;

    /** The URL of the page with an event, and its anchor. */
    static String pathTo(String target, long sequence) {
        return Row.pathOf(target) + "/events?until=" + sequence + "#event-" + sequence;
    }

    /** @param until the number of the newest event to show */
    static EventsPage of(Operations operations, EventFilter filter, long until) {
        List<EventView> events = operations.events(filter.query(until, EVENTS + 1));
        boolean hasMore = events.size() > EVENTS;
        List<EventView> shown = hasMore ? events.subList(1, events.size()) : events;
        return new EventsPage(filter.page(), filter.path(), filter,
                operations.status().targets().stream().map(TargetView::name).toList(),
                EventFold.newestFirst(shown, filter.page().isEmpty()),
                hasMore ? filter.from(events.get(0).sequence()) : "");
    }
}
