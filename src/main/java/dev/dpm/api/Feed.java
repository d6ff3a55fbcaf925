package dev.dpm.api;

import java.util.List;

/**
 * A stream of items, such as events or lines, of which a client must get every one. The runner queues no item for a
 * client: when the client can receive data again, the runner reads the items after the last one that the client got.
 */
public interface Feed {

    /**
     * A value that changes when the feed has a new item, and otherwise stays equal. The runner reads the value four
     * times a second, so reading must be cheap.
     */
    Object state();

    /**
     * Reads the feed's items after a position, as many as fit into one answer. Runs on a worker thread.
     *
     * @param place the client's position in the feed: 0 for the beginning, or the position in an earlier batch
     */
    Batch after(long place);

    /**
     * Consecutive items of the feed, as one reading returns them.
     *
     * @param place the client's position in the feed after these items
     * @param more whether further items may already exist
     */
    record Batch(List<Item> items, long place, boolean more) {

        public Batch {
            items = List.copyOf(items);
        }
    }

    /**
     * One item of the feed, which a client gets as a server-sent event.
     *
     * @param name the name of the server-sent event
     * @param place the client's position in the feed after this item
     */
    record Item(String name, String data, long place) {
    }
}
