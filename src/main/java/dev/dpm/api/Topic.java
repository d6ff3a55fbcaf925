package dev.dpm.api;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Something that is shown live, rendered once for all who look at it. It is made of named parts, each of which replaces
 * what was sent under its name before; only parts that changed are sent.
 *
 * <p>
 * A part is sent as an event of its name, or where the name has a slash of what stands before it: {@code target/web} and
 * {@code target/db} both as {@code target}. A part that is no longer there is sent once more, empty, unless its name
 * has a slash.
 *
 * @param key the same for all listeners that are to get the same
 * @param state cheap to ask; as long as it answers the same, nothing is rendered anew. Asked four times a second
 * @param render the parts, by the names of the server-sent events that carry them. Runs on a worker thread
 */
public record Topic(String key, Supplier<Object> state, Supplier<Map<String, String>> render) {

    /** The name of the event that carries a part. */
    static String event(String part) {
        int slash = part.indexOf('/');
        return slash < 0 ? part : part.substring(0, slash);
    }

    /** Whether the end of a part is to be told. */
    static boolean isMissed(String part) {
        return part.indexOf('/') < 0;
    }
}
