package dev.dpm.api;

import java.util.List;

/**
 * A stream of items that do not replace each other, such as events or lines. A listener continues at its place when it
 * can take data; no data is stored for a listener.
 */
public interface Feed {

    /**
     * A value that stays equal as long as no new item has arrived. The value is read four times a second, so it must be
     * cheap.
     */
    Object state();

    /**
     * The items after a place, as many as fit one answer. Runs on a worker thread.
     *
     * @param place the listener's place: 0, or the place in an earlier batch
     */
    Batch after(long place);

    /**
     * Some items of a feed.
     *
     * @param place the listener's place after these items
     * @param more whether more items may already be available
     */
    record Batch(List<Item> items, long place, boolean more) {

        public Batch {
            items = List.copyOf(items);
        }
    }

    /**
     * One item.
     *
     * @param name the name of the server-sent event
     * @param place the listener's place after this item
     */
    record Item(String name, String data, long place) {
    }
}
