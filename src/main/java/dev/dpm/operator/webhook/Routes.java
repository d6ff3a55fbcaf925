package dev.dpm.operator.webhook;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Which handlers of the operator's server answer the requests for which paths.
 *
 * @param posts handlers of POST requests with JSON, by path; each takes milliseconds, and several threads may call it
 *     at once
 * @param isReady whether {@code /readyz} answers with success
 * @param site answers all other requests
 */
public record Routes(Map<String, Post> posts, BooleanSupplier isReady, Site site) {

    public Routes {
        posts = Map.copyOf(posts);
    }

    /** Makes the routes of a server that has no pages. */
    public Routes(Map<String, Post> posts, BooleanSupplier isReady) {
        this(posts, isReady, Site.NONE);
    }

    /** Handles the POST requests of one path. */
    public interface Post {

        Answer answer(byte[] body);
    }
}
