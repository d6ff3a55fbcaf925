package dev.dpm.operator.webhook;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The paths of the server and their answers.
 *
 * @param posts handlers by path, JSON in and JSON out; each takes milliseconds and may run on several threads at once
 * @param isReady the answer of {@code /readyz}
 * @param site answers all other requests
 */
public record Routes(Map<String, Post> posts, BooleanSupplier isReady, Site site) {

    public Routes {
        posts = Map.copyOf(posts);
    }

    /** The routes of a server without pages. */
    public Routes(Map<String, Post> posts, BooleanSupplier isReady) {
        this(posts, isReady, Site.NONE);
    }

    /** Answers the POST requests of one path. */
    public interface Post {

        Answer answer(byte[] body);
    }
}
