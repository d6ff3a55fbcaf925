package dev.dpm.operator.webhook;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Which handler answers which path.
 *
 * @param posts of POST requests with JSON, each within milliseconds, on several threads
 * @param isReady for {@code /readyz}
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
