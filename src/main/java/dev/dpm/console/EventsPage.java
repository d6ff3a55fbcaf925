package dev.dpm.console;

import java.util.List;

import dev.dpm.view.EventView;
import dev.dpm.view.Operations;
import dev.dpm.view.TargetView;

/**
 * A page with events of the journal, newest first.
 *
 * @param target the target of the events; empty means all targets
 * @param path the path of this page without its query
 * @param filter which events the page shows
 * @param targets the target names in the filter's selection list
 * @param older URL of the page with older events; empty if there is no such page
 */
public record EventsPage(String target, String path, EventFilter filter, List<String> targets,
        List<EventLine> events, String older) {

    private static final int EVENTS = 100;

    /** The URL of the page that contains an event, with the anchor of that event. */
    static String pathTo(String target, long sequence) {
        return Row.pathOf(target) + "/events?until=" + sequence + "#event-" + sequence;
    }

    /**
     * Creates a page with the newest events that pass the filter.
     *
     * @param until the sequence number of the newest event to show
     */
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
