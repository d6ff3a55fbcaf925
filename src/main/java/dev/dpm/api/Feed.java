package dev.dpm.api;

import java.util.List;

/**
 * Things that come one after the other and none of which replaces another: events, lines. A listener takes them from
 * where it is, when it can; nothing is kept for it.
 */
public interface Feed {

    /** Cheap to ask; as long as it answers the same, nothing new has come. Asked four times a second. */
    Object state();

    /**
     * What comes after a place, as much of it as fits one answer. Runs on a worker thread.
     *
     * @param place where a listener is: 0 or what an earlier batch named
     */
    Batch after(long place);

    /**
     * @param place where a listener is that has all of it
     * @param more whether there may be more already
     */
    record Batch(List<Item> items, long place, boolean more) {

        public Batch {
            items = List.copyOf(items);
        }
    }

    /**
     * @param name of the server-sent event
     * @param place where a listener is that has it
     */
    record Item(String name, String data, long place) {
    }
}
