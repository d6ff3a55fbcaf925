package dev.dpm.api;

import java.util.List;

/**
 * A stream of items, such as events or lines, of which a client must get every one. Nothing is queued for a client; items are
 * read again from its place on.
 */
public interface Feed {

    /** A value that changes with each new item, read four times a second. */
    Object state();

    /**
     * Reads items after a place, as many as fit into one answer. Runs on a worker thread.
     *
     * @param place 0: the beginning; otherwise from an earlier batch
     */
    Batch after(long place);

    /**
     * Consecutive items.
     *
     * @param place the place after them
     * @param more whether further items may exist
     */
    record Batch(List<Item> items, long place, boolean more) {

        public Batch {
            items = List.copyOf(items);
        }
    }

    /**
     * An item.
     *
     * @param name of the server-sent event
     * @param place the place after it
     */
    record Item(String name, String data, long place) {
    }
}
