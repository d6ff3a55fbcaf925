package dev.dpm.console;

import java.util.List;

import dev.dpm.view.EventQuery;
import dev.dpm.view.EventView;
import dev.dpm.view.Operations;
import dev.dpm.view.TargetView;

/**
 * A page of events, newest first.
 * @param target the target of the page, as the page names it; empty text: all targets
 * @param path the page's URL without a query
 * @param targets the names in the selection list
 * @param older the URL of the page with older events; empty text: there is none
 */
public record EventsPage(String target, String path, EventFilter filter, List<String> targets,
        List<EventLine> events, String older) {

    private static final int EVENTS = 100;

    /**
     * The URL of the page that contains an event, with the event's anchor.
     * @param page the URL of the target's page
     */
    static String pathTo(String page, long sequence) {
        return page + "/events?until=" + sequence + "#event-" + sequence;
    }

    /**
     * The page with the events that the filter selects.
     * @param until the number of the newest event on the page
     */
    static EventsPage of(Operations operations, EventFilter filter, long until) {
        return of(filter, operations.events(query(filter, until)),
                operations.status().targets().stream().map(TargetView::name).toList());
    }

    /**
     * Parses the number of the newest event on a page.
     * @param text the query parameter; null or empty text: all events
     */
    public static long until(String text) {
        return PageRequest.place("until", text, Long.MAX_VALUE);
    }

    /** The query for the events of a page. It asks for one event more, which shows whether there are older ones. */
    public static EventQuery query(EventFilter filter, long until) {
        return filter.query(until, EVENTS + 1);
    }

    /**
     * The page with the found events.
     * @param found the answer to {@link #query}, oldest first
     */
    public static EventsPage of(EventFilter filter, List<EventView> found, List<String> targets) {
        boolean hasMore = found.size() > EVENTS;
        List<EventView> shown = hasMore ? found.subList(found.size() - EVENTS, found.size()) : found;
        return new EventsPage(filter.page(), filter.path(), filter, targets,
                EventFold.newestFirst(shown, filter.page().isEmpty()),
                hasMore ? filter.from(found.get(found.size() - EVENTS - 1).sequence()) : "");
    }
}
