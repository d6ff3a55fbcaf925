package dev.dpm.api;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Data that is shown live, rendered once for all listeners. A topic consists of named parts. A part replaces the part
 * sent before under the same name, and only changed parts are sent.
 *
 * <p> A part is sent as an event with the part's name. Where the name has a slash, the event has the text before the
 * slash: {@code target/web} and {@code target/db} are both sent as {@code target}. A part that no longer exists is sent
 * once more, empty, unless its name has a slash.
 *
 * @param key the same for all listeners that get the same data
 * @param state a value that stays equal as long as nothing must be rendered again. It is read four times a second, so
 *     it must be cheap
 * @param render gives the parts by name. Runs on a worker thread
 */
public record Topic(String key, Supplier<Object> state, Supplier<Map<String, String>> render) {

    /** The name of the event for a part. */
    static String event(String part) {
        int slash = part.indexOf('/');
        return slash < 0 ? part : part.substring(0, slash);
    }

    /** Whether clients are told when this part no longer exists. */
    static boolean isMissed(String part) {
        return part.indexOf('/') < 0;
    }
}
