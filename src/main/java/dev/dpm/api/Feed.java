package dev.dpm.api;

import java.util.List;

/**
 * A stream of items that do not replace each other, such as events or lines. A listener reads on from its place when it
 * can; nothing is stored for it.
 */
public interface Feed {

    /** A value that stays equal as long as nothing new has come. Must be cheap: asked four times a second. */
    Object state();

    /**
     * The items after a place, as many as fit one answer. Runs on a worker thread.
     *
     * @param place the listener's place: 0, or one that an earlier batch gave
     */
    Batch after(long place);

    /**
     * Items.
     *
     * @param place the listener's place after them
     * @param more whether there may be more already
     */
    record Batch(List<Item> items, long place, boolean more) {

        public Batch {
            items = List.copyOf(items);
        }
    }

    /**
     * One item.
     *
     * @param name of the server-sent event
     * @param place the listener's place after it
     */
    record Item(String name, String data, long place) {
    }
}
