package dev.dpm.api;

import java.util.List;

/**
 * A stream of items, such as events or lines, of which a client must get every one. No item is queued for a client: items are
 * read again from the place that the client has reached.
 */
public interface Feed {

    /** A value that changes with each new item. It is read four times a second. */
    Object state();

    /**
     * Reads the items after a place, as many as fit into one answer. Runs on a worker thread.
     * @param place a place in an earlier batch; 0: the beginning of the stream
     */
    Batch after(long place);

    /**
     * Consecutive items of the stream.
     * @param place the place after the last item
     * @param more whether further items may exist
     */
    record Batch(List<Item> items, long place, boolean more) {

        public Batch {
            items = List.copyOf(items);
        }
    }

    /**
     * An item of the stream.
     * @param name the name of the server-sent event
     * @param place the place after the item
     */
    record Item(String name, String data, long place) {
    }
}
