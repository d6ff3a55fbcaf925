package dev.dpm.api;

import java.util.Map;
import java.util.function.Supplier;

/**
 * The data of a page that changes while a browser shows the page, rendered once for all browsers. A topic consists of
 * named parts. A part replaces the part of the same name that was sent before, and only changed parts are sent.
 *
 * <p> A part is sent as an event with the part's name. If the name has a slash, the event's name is the text before the
 * slash: {@code target/web} and {@code target/db} are both sent as {@code target}. A part that no longer exists is sent
 * once more, empty, unless its name has a slash.
 *
 * @param key equal for all topics with the same data, which are therefore rendered only once
 * @param state a value that stays equal as long as no part changes. It is read four times a second, so reading must be
 *     cheap
 * @param render makes the parts, by name; runs on a worker thread
 */
public record Topic(String key, Supplier<Object> state, Supplier<Map<String, String>> render) {

    /** The name of the server-sent event that carries a part of the topic: the part's name up to the first slash. */
    static String event(String part) {
        int slash = part.indexOf('/');
        return slash < 0 ? part : part.substring(0, slash);
    }

    /** Whether clients get an empty event when this part of the topic no longer exists. */
    static boolean isMissed(String part) {
        return part.indexOf('/') < 0;
    }
}
