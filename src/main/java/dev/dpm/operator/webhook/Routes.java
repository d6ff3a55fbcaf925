package dev.dpm.operator.webhook;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Which handler of the operator's HTTPS server answers which request.
 *
 * @param posts the handlers of POST requests with JSON, by path; each answers within milliseconds, and several threads
 *     call it
 * @param isReady the answer to {@code /readyz}: whether the operator can answer requests
 * @param site answers all other requests
 */
public record Routes(Map<String, Post> posts, BooleanSupplier isReady, Site site) {

    public Routes {
        posts = Map.copyOf(posts);
    }

    public Routes(Map<String, Post> posts, BooleanSupplier isReady) {
        this(posts, isReady, Site.NONE);
    }

    public interface Post {

        Answer answer(byte[] body);
    }
}
