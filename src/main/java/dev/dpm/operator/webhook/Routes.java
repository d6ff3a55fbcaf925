package dev.dpm.operator.webhook;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The paths of the server and their answers.
 *
 * @param posts handlers by path, JSON in and JSON out; each takes milliseconds and may run on several threads at once
 * @param isReady the answer of {@code /readyz}
 */
public record Routes(Map<String, Post> posts, BooleanSupplier isReady) {

    public Routes {
        posts = Map.copyOf(posts);
    }

    /** Answers the POST requests of one path. */
    public interface Post {

        Answer answer(byte[] body);
    }
}
