package dev.dpm.api;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Something that is shown live, rendered once for all listeners. It consists of named parts; a part replaces the one
 * sent before under its name, and only parts that changed are sent.
 *
 * <p> A part is sent as an event with its name, or where the name has a slash, with the text before the slash: {@code
 * target/web} and {@code target/db} both as {@code target}. A part that no longer exists is sent once more, empty,
 * unless its name has a slash.
 *
 * @param key the same for all listeners that are to get the same
 * @param state a value that stays equal as long as nothing need be rendered again. Must be cheap: asked four times a
 *     second
 * @param render gives the parts by name. Runs on a worker thread
 */
public record Topic(String key, Supplier<Object> state, Supplier<Map<String, String>> render) {

    /** The name of the event for a part. */
    static String event(String part) {
        int slash = part.indexOf('/');
        return slash < 0 ? part : part.substring(0, slash);
    }

    /** Whether the end of a part is sent. */
    static boolean isMissed(String part) {
        return part.indexOf('/') < 0;
    }
}
