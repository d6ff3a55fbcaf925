package dev.dpm.api;

import java.util.Map;
import java.util.function.Supplier;

/**
 * The changing data of a page, rendered once for all browsers. The data has named parts; only changed parts are sent. The name
 * of the server-sent event is the part's name up to a slash, such as {@code target} for {@code target/web}.
 * @param key a text that is equal for topics with equal data
 * @param state a value that stays equal while the data does not change; read four times a second
 * @param render returns the parts by name, on a worker thread
 */
public record Topic(String key, Supplier<Object> state, Supplier<Map<String, String>> render) {

    /** The name of the server-sent event for a part: the part's name up to the first slash. */
    static String event(String part) {
        int slash = part.indexOf('/');
        return slash < 0 ? part : part.substring(0, slash);
    }

    /** Whether clients get an empty event for this part when the part no longer exists. */
    static boolean isMissed(String part) {
        return part.indexOf('/') < 0;
    }
}
