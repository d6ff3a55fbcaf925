package dev.dpm.console;

import java.util.List;
import java.util.Optional;

import dev.dpm.view.EventQuery;
import dev.dpm.view.EventView;
import dev.dpm.view.Operations;

/**
 * A page of what happened, the newest first.
 *
 * @param target whose; empty: everybody's
 * @param path of these pages
 * @param older where older ones stand; empty: there are none
 */
public record EventsPage(String target, String path, List<EventLine> events, String older) {

    private static final int EVENTS = 100;

    /** The page that shows one event, at that event. */
    static String pathTo(String target, long sequence) {
        return Row.pathOf(target) + "/events?until=" + sequence + "#event-" + sequence;
    }

    /** @param until the newest event to show */
    static EventsPage of(Operations operations, Optional<String> target, long until) {
        EventQuery newest = EventQuery.newest(target, EVENTS + 1);
        List<EventView> events = operations
                .events(until == Long.MAX_VALUE ? newest : newest.before(until + 1));
        String path = target.map(name -> Row.pathOf(name) + "/events").orElse("/events");
        boolean hasMore = events.size() > EVENTS;
        List<EventView> shown = hasMore ? events.subList(1, events.size()) : events;
        return new EventsPage(target.orElse(""), path, EventLine.newestFirst(shown, target.isEmpty()),
                hasMore ? path + "?until=" + events.get(0).sequence() : "");
    }
}
